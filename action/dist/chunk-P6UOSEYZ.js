import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
var r=new Set([429,502,503,504]),u=(n,t)=>Math.floor(t*Math.min(5e3,200*2**(n-1))),o=(n,t)=>{if(n===void 0)return null;if(/^\d{1,9}$/.test(n.trim()))return Number(n)*1e3;let e=Date.parse(n);return Number.isNaN(e)?null:Math.max(0,e-t)};export{r as a,u as b,o as c};
