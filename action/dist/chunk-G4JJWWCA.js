import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
var u=/[\s\u0085]+/gu,g=/\u034F|[\p{Cc}\p{Bidi_Control}\u00AD\u115F\u1160\u180E\u200B\u2060-\u206F\u3164\uFEFF\uFFA0\uFFF9-\uFFFB\u{E0000}-\u{E0FFF}]/gu,$=new RegExp("(\\p{M}{4})\\p{M}+","gu"),F=(n,t)=>{let e=n.slice(n.length-t+1);return"…"+(/^[\uDC00-\uDFFF]/.test(e)?e.slice(1):e)},d=(n,t)=>{let e=n.slice(0,t-1);return(/[\uD800-\uDBFF]$/.test(e)?e.slice(0,-1):e).trimEnd()+"…"},i=(n,t=200,e="start")=>{let r=n.toWellFormed().replace(u," ").replace(g,"�").replace($,"$1").trim();return r.length<=t?r:e==="start"?d(r,t):F(r,t)};var o="​",m={"&":"&amp;","<":"&lt;",">":"&gt;","|":"&#124;",$:"&#36;"},E=/(?<![a-z0-9])(br|dp|ev|ex|wv)\\_(?=[0-9a-z]{16,}(?![a-z0-9]))/g,a=(n,t)=>i(n,t).replace(/[\\`*_{}[\]()!~^]/g,"\\$&").replace(/[&<>|$]/g,e=>m[e]??e).replace(/^(?:[-+](?=\s|$)|-(?=[-:])|=(?==*$)|:(?=-))/,"\\$&").replace(/^(\d{1,9})\.(?=\s|$)/,"$1\\.").replace(/@/g,`@${o}`).replace(/(?<!&)#/g,`\\#${o}`).replace(/(?<![a-z0-9])GH-(?=\d)/gi,e=>`${e.slice(0,2)}${o}-`).replace(/:\/\//g,`:${o}//`).replace(/www\./gi,e=>`${e.slice(0,3)}${o}.`).replace(E,"$1_").replace(/(?<![a-z0-9]|[a-z]_)[0-9a-f]{7,}(?![a-z0-9])/gi,e=>e.replace(/.{6}(?=.)/g,`$&${o}`)),I=(n,t,e)=>{let r=i(n,t,e);return r===""||/[`|\\]/.test(r)?a(r):`\`${r}\``},k=(n,t,e)=>{let r=n.split(/\r\n|[\n\r\u2028\u2029]/),s=r.slice(0,e).map(c=>(/^[+-]? {0,40}/.exec(c)?.[0]??"")+i(c.replace(/^[+-]? */,""),200));r.length>e&&s.push(` … ${r.length-e} more lines`);let l=Math.max(2,...[...s.join(`
`).matchAll(/`+/g)].map(([c])=>c.length)),p="`".repeat(l+1);return`${p}${t}
${s.join(`
`)}
${p}`},S=(n,t)=>t!==void 0&&t.length<=500&&/^https?:\/\/[A-Za-z0-9._~:/?#@!$&'*+,;=%-]+$/.test(t)?`[${n}](${t})`:n;var A="there is neither an api-key nor an identity token: pull requests from forks and by Dependabot get none; elsewhere give `permissions: id-token: write`, or `api-key` from a secret";var h=n=>n.split(`
`).slice(0,200).map(t=>`> ${a(t,500)}`).join(`
>
`),N=async({log:n,summary:t},{level:e,title:r,text:s})=>{n[e](r,s),await t.add(`> [!${e==="error"?"CAUTION":"WARNING"}]
> **${a(r,200)}**
>
${h(s)}`)};export{i as a,a as b,I as c,k as d,S as e,A as f,N as g};
