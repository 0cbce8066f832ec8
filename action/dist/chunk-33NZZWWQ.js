import{c as e}from"./chunk-EKY5YW5K.js";var i=n=>n!==void 0&&/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(n),d=(n,...s)=>{let t=e(n,...s);return i(t)&&!/^0+$/.test(t)?t:void 0};export{i as a,d as b};
