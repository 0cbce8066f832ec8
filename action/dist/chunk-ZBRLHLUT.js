import{execFile as g}from"node:child_process";var u=256*1024*1024,a=(e,t,n)=>new Promise(s=>{let r=g("git",t,{cwd:e,maxBuffer:u,windowsHide:!0},(i,o,c)=>{if(!i)return s({ok:!0,out:o});let l=c.split(`
`).find(m=>m.trim()!=="")??i.message;s({ok:!1,missing:i.code==="ENOENT",detail:l.replace(/^(fatal|error): /,"")})});r.stdin?.on("error",()=>{}),n!==null&&r.stdin?.end(n)}),d=(e,...t)=>a(e,t,null),p=(e,t,...n)=>a(e,n,t),w=async(e,...t)=>{let n=await d(e,...t),s=n.ok?n.out.trim():"";return s===""?null:s},k=async(e,t)=>{let n=t.map(i=>`${i.includes(`
`)?"":i}^{commit}
`),s=await a(e,["cat-file","--batch-check=%(objectname) %(objecttype)"],n.join("")),r=s.ok?s.out.split(`
`):[];return t.map((i,o)=>/^([0-9a-f]{40,64}) commit$/.exec(r[o]??"")?.[1]??null)},h=async e=>{let t=await p(e,`HEAD
`,"cat-file","--batch"),[n,s]=t.ok?/^([0-9a-f]{40,64}) commit \d+\n([\s\S]*?)\n\n/.exec(t.out)?.slice(1)??[]:[];return n===void 0||s===void 0?null:{sha:n,parents:[...s.matchAll(/^parent ([0-9a-f]{40,64})$/gm)].map(([,r=""])=>r)}};export{d as a,p as b,w as c,k as d,h as e};
