import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
var r=n=>typeof n=="object"&&n!==null&&!Array.isArray(n),s=(n,...o)=>o.reduce((t,e)=>r(t)?t[e]:void 0,n),u=(n,...o)=>{let t=s(n,...o);return typeof t=="string"&&t!==""?t:void 0};export{r as a,s as b,u as c};
