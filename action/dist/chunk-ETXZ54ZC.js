import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
var l=(r,t)=>{let n=1,o=0;for(let e=r.indexOf(10);e>=0&&e<t;e=r.indexOf(10,e+1))n++,o=e+1;return{line:n,column:t-o+1}};export{l as a};
