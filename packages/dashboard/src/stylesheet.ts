import { createHash } from 'node:crypto'

const body = `:root{color-scheme:light dark;
--page:#f7f6f3;--card:#fff;--ink:#1b1f23;--soft:#505a64;--edge:#d9d7d1;--line:#8a8f96;--link:#0a58a6;
--good:#17603a;--good-in:#e3f2e8;--risk:#7a4a00;--risk-in:#fdf0d5;--bad:#fff;--bad-in:#b3261e;--bad-ink:#a3201a;--bob:#c2571a}
@media (prefers-color-scheme:dark){:root{--page:#131619;--card:#1b1f24;--ink:#e9ebee;--soft:#a9b3bd;--edge:#333a42;--line:#7d8792;--link:#86bdff;
--good:#8fdcae;--good-in:#16341f;--risk:#f5c163;--risk-in:#3b2b08;--bad:#1a0605;--bad-in:#ff9d94;--bad-ink:#ff9d94;--bob:#e98a52}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--page);color:var(--ink);font:1rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",sans-serif;font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
a{color:var(--link);text-underline-offset:.15em}
a:focus-visible,summary:focus-visible,input:focus-visible,button:focus-visible,select:focus-visible,textarea:focus-visible{outline:3px solid var(--link);outline-offset:2px;border-radius:3px}
h1,h2,h3,h4,p,dl,dd,ul,ol,pre,fieldset{margin:0;padding:0}
ul,ol{list-style:none}
code{font:.86em/1.4 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
.skip{position:absolute;left:-999rem}
.skip:focus{left:1rem;top:.5rem;padding:.25rem .75rem;background:var(--card);z-index:1}
.top,.foot,.example,main{padding-inline:max(1rem,calc((100% - 78rem)/2))}
.top{display:flex;flex-wrap:wrap;align-items:center;gap:.25rem 1.25rem;padding-block:.75rem;border-bottom:1px solid var(--edge);background:var(--card)}
.home{display:inline-flex;align-items:center;gap:.5rem;min-height:1.75rem;font-weight:650;color:inherit;text-decoration:none}
.home:hover{text-decoration:underline}
.bob{fill:var(--bob)}
.subject{color:var(--soft)}
.places{display:flex;flex-wrap:wrap;gap:.25rem;margin-left:auto}
.places a{white-space:nowrap;padding:.2rem .7rem;min-height:1.75rem;border-radius:6px;color:inherit;text-decoration:none}
.places a:hover{text-decoration:underline}
.places [aria-current]{background:var(--page);box-shadow:inset 0 -2px var(--bob);font-weight:600}
.example{padding-block:.5rem;background:var(--risk-in);color:var(--risk);border-bottom:1px solid var(--edge)}
main{padding-block:1.75rem 2.5rem}
main:focus{outline:0}
h1{max-width:46rem;font-size:clamp(1.35rem,1.05rem + 1.4vw,1.9rem);line-height:1.25;font-weight:650;letter-spacing:-.01em;text-wrap:balance}
h2{font-size:1.06rem;line-height:1.35}
h3{font-size:1rem;font-weight:600;line-height:1.4}
.asof{margin-top:.4rem;color:var(--soft)}
.columns{display:grid;gap:1.75rem;margin-top:1.75rem}
.columns>*{min-width:0}
.services,.side{display:grid;gap:1.5rem;align-content:start}
.service,.card{background:var(--card);border:1px solid var(--edge);border-radius:8px}
.service>header{display:flex;flex-wrap:wrap;align-items:baseline;justify-content:space-between;gap:0 1rem;padding:.85rem 1.1rem;border-bottom:1px solid var(--edge)}
.service>header p,.what p,dt,.small,.aside{color:var(--soft);font-size:.875rem}
.aside{padding:.6rem 1.1rem;border-top:1px solid var(--edge)}
.objective{display:grid;grid-template-columns:1fr auto;grid-template-areas:"what status" "nums nums" "spark spark" "how how";gap:.5rem 1rem;padding:.85rem 1.1rem}
.objective+.objective{border-top:1px solid var(--edge)}
.objective:target{box-shadow:inset 3px 0 var(--link)}
.status{justify-self:start;align-self:start;display:inline-block;padding:.1rem .6rem;border:1px solid transparent;border-radius:99px;font-size:.875rem;font-weight:600;white-space:nowrap}
.objective>.status{grid-area:status}
.good{color:var(--good);background:var(--good-in)}
.risk{color:var(--risk);background:var(--risk-in);border-color:currentColor}
.bad{color:var(--bad);background:var(--bad-in)}
.noted{color:var(--bad-ink);border-color:currentColor}
.none{color:var(--soft);border:1px dashed var(--line)}
.what{grid-area:what}
.objective dl{grid-area:nums;display:flex;flex-wrap:wrap;gap:.4rem .9rem}
.now{font-size:1.125rem;font-weight:650;line-height:1.35;overflow-wrap:break-word}
.spark{grid-area:spark;color:var(--soft);max-width:100%}
.spark .line{stroke:currentColor;stroke-width:1.5}
.spark .dot{fill:var(--ink)}
.spark .goal{stroke:var(--line)}
.objective details{grid-area:how}
details{font-size:.9rem}
summary{display:inline-block;min-height:1.5rem;padding:.1rem 0;color:var(--link);cursor:pointer}
summary::before{content:"+ "}
[open]>summary::before{content:"− "}
summary:hover{text-decoration:underline}
details ul{margin:.3rem 0 .2rem;padding-left:1.1rem;list-style:disc;color:var(--soft);display:grid;gap:.15rem}
.card{padding:.95rem 1.1rem}
.card>*+*{margin-top:.5rem}
.plain{display:grid;gap:.75rem}
.plain a,.foot a{display:inline-block;min-height:1.5rem}
.plain .status{margin-right:.3rem}
.pairs{display:grid;grid-template-columns:auto 1fr;gap:.2rem 1rem}
.form{display:grid;gap:.4rem;max-width:26rem;margin-top:1.25rem}
.form label{font-weight:600;margin-top:.5rem}
input,button,select,textarea{font:inherit;color:inherit;min-height:2.5rem;padding:.4rem .7rem;border:1px solid var(--line);border-radius:6px;background:var(--page);width:100%}
button{margin-top:.9rem;background:var(--ink);color:var(--page);border-color:var(--ink);font-weight:600;cursor:pointer}
.mistake{margin-top:.75rem;color:var(--bad-ink);font-weight:600}
main>h1~p{margin-top:.6rem}
.foot{padding-block:1.25rem 2rem;border-top:1px solid var(--edge);color:var(--soft);font-size:.9rem}
.foot a{margin-inline:.35rem}
.foot{display:flex;flex-wrap:wrap;justify-content:space-between;gap:.5rem 1rem}
.quiet{width:auto;min-height:1.75rem;margin:0;padding:.1rem .7rem;background:none;color:inherit;border-color:var(--line);font-weight:400}
.reference{display:grid;gap:1.25rem;margin-top:1.5rem}
.reference>*{min-width:0}
.reference>h2{margin-top:1rem}
.reference h4{margin:.9rem 0 0;font-size:.94rem}
.reference table{width:100%;border-collapse:collapse;font-size:.9rem}
.reference caption{text-align:left;padding-bottom:.2rem}
.reference th,.reference td{padding:.3rem .75rem .3rem 0;border-top:1px solid var(--edge);font-weight:400;text-align:left;vertical-align:top}
.reference th[scope=col]{color:var(--soft)}
.reference th[scope=row]{width:32%}
.reference td:nth-child(2){width:26%}
.reference pre{margin:0;padding:.7rem .9rem;border-radius:6px;background:var(--page);white-space:pre-wrap;font:.84rem/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
.reference :target{box-shadow:inset 3px 0 var(--link)}
.contents{display:grid;grid-template-columns:repeat(auto-fill,minmax(14rem,1fr));gap:1rem 1.5rem}
.contents>*{margin:0}
.contents a{display:inline-block;min-height:1.5rem}
.fit{width:auto;min-width:7rem;justify-self:start}
.row{display:flex;flex-wrap:wrap;align-items:center;gap:.4rem 1.1rem}
.row button{margin:0}
.row a,.more a,.trail a,.inputs a,.references a{display:inline-block;min-height:1.5rem}
.figures{display:flex;flex-wrap:wrap;gap:.75rem 2.5rem;margin-top:1.1rem}
.figures dd{font-size:1.35rem;font-weight:650;line-height:1.25}
.figures dd.small{font-size:.875rem;font-weight:400}
.bar{display:grid;gap:.6rem;margin-block:1.5rem 1.1rem}
.chips{display:flex;flex-wrap:wrap;gap:.4rem}
.chip{display:inline-block;min-height:1.75rem;padding:.1rem .8rem;border:1px solid var(--line);border-radius:99px;background:var(--card);color:inherit;text-decoration:none}
.chip:hover{border-color:var(--link);color:var(--link)}
.chip[aria-current]{background:var(--ink);color:var(--page);border-color:var(--ink)}
.on{border-color:var(--link);color:var(--link)}
.fold{padding:.35rem 1.1rem}
.filters{display:grid;gap:1rem;padding-block:.6rem .9rem}
fieldset{border:0;display:flex;flex-wrap:wrap;gap:.3rem 1.1rem;min-width:0}
legend{padding:0;font-weight:600;margin-bottom:.2rem}
.pick{display:inline-flex;align-items:center;gap:.45rem;min-height:1.75rem}
.pick input{width:1.15rem;min-height:1.15rem;margin:0;accent-color:var(--link)}
.fields{display:grid;grid-template-columns:repeat(auto-fill,minmax(13rem,1fr));gap:.8rem 1.1rem}
.fields label{font-weight:600}
.list{width:100%;border-collapse:separate;border-spacing:0;background:var(--card);border:1px solid var(--edge);border-radius:8px}
.list thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.list tr{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,1fr);gap:.2rem .75rem;padding:.8rem 1.1rem}
.list tr+tr{border-top:1px solid var(--edge)}
.list td,.list th{padding:0;text-align:left;font-weight:400}
.list tbody th{grid-column:1/-1;order:-1}
.list tbody th a{font-weight:600}
.list .state{order:-2;justify-self:end}
.list .when{order:-3;color:var(--soft)}
.list .strong{font-weight:650}
.list .nothing{display:none}
.list td[data-name]::before{content:attr(data-name) " ";color:var(--soft);font-size:.875rem}
.lasted{white-space:nowrap}
.pager{margin-top:1.1rem;justify-content:space-between}
.pager a{padding:.3rem .9rem;min-height:2rem;border:1px solid var(--line);border-radius:6px;background:var(--card);text-decoration:none}
.pager [rel=next]{margin-left:auto}
.take{margin-top:1.75rem}
.command,.data{display:block;padding:.5rem .7rem;background:var(--page);border:1px solid var(--edge);border-radius:6px;white-space:pre-wrap;overflow-wrap:anywhere}
.command{user-select:all}
.data{font:.82rem/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;max-width:100%}
.trail{margin-bottom:.5rem;color:var(--soft)}
.facts{display:flex;flex-wrap:wrap;align-items:center;gap:.3rem 1.25rem;margin-top:.6rem;color:var(--soft)}
.block{margin-top:1.5rem}
.steps{counter-reset:step;display:grid;gap:1.1rem}
.steps>li{counter-increment:step;position:relative;padding-left:2.4rem;display:grid;gap:.3rem;min-width:0}
.steps>li::before{content:counter(step);position:absolute;left:0;top:0;width:1.6rem;height:1.6rem;border:1px solid var(--line);border-radius:50%;text-align:center;line-height:1.5rem;font-size:.875rem}
.steps>li:not(:last-child)::after{content:"";position:absolute;left:.8rem;top:1.9rem;bottom:-.9rem;border-left:1px solid var(--edge)}
h4{font-size:.875rem;font-weight:600;color:var(--soft);margin-top:.3rem}
.inputs{display:grid;gap:.35rem}
.references{display:flex;flex-wrap:wrap;gap:.1rem .9rem;list-style:none;padding:0}
.remarks{list-style:disc;padding-left:1.1rem;color:var(--soft);font-size:.9rem}
.story{display:grid;gap:1rem}
.story li{padding-left:1rem;border-left:2px solid var(--edge)}
.story li:target{border-color:var(--link)}
.who{font-weight:600}
.client,.vendor{padding:.05rem .5rem;border:1px solid var(--line);border-radius:4px}
.vendor{border-style:dashed}
.said{margin-top:.3rem;padding:.5rem .75rem;background:var(--page);border-radius:6px;white-space:pre-wrap}
.forms{display:grid;gap:.35rem}
.say .form{margin:.2rem 0 .9rem;max-width:none}
.say summary{font-weight:600}
.part>*+*{margin-top:.5rem}
.part .number{overflow-wrap:break-word}
.questions{display:grid;gap:.75rem;grid-template-columns:repeat(auto-fit,minmax(min(100%,17rem),1fr))}
.questions .card>*+*{margin-top:.15rem}
@media (min-width:48rem){.objective{grid-template-columns:7rem minmax(0,1fr) auto;grid-template-areas:"status what nums" ". how how";column-gap:1.1rem}
.objective dl{display:grid;grid-template-columns:7.2rem 6.2rem 7.8rem;gap:.5rem;text-align:right}
.spark{grid-area:2/3;justify-self:end;align-self:start}
details ul{margin-top:.55rem}}
@media (min-width:62rem),print{.list thead{position:static;width:auto;height:auto;clip-path:none}
.list tr{display:table-row}
.list td,.list th,.list tbody th{padding:.6rem .55rem;vertical-align:top}
.list td:first-child,.list th:first-child{padding-left:1.1rem}
.list thead th{color:var(--soft);font-size:.875rem;white-space:nowrap}
.list tbody :is(td,th){border-top:1px solid var(--edge)}
.list tbody tr:hover{background:var(--page)}
.list .number{text-align:right}
.list .when{white-space:nowrap}
.list .nothing{display:table-cell;color:var(--soft)}
.list td[data-name]::before{content:none}
.list .small{display:block}
.list tbody th{min-width:9.5em}
.list tbody td{min-width:4.4em}
.list [data-name="Owed by"],.list .where{min-width:6.2em}}
@media (min-width:76rem){.columns{grid-template-columns:minmax(0,1fr) 22rem}}
@page{size:A4;margin:8mm 10mm}
@media print{:root{--page:#fff;--card:#fff;--ink:#000;--soft:#333;--edge:#999;--good:#000;--good-in:#fff;--risk:#000;--risk-in:#fff;--bad:#000;--bad-in:#fff;--bad-ink:#000;--link:#000}
.skip,summary,.places,.bar,.take,.pager,.forms,.foot form,.foot nav,.part .form,.viewer{display:none}
.top,.foot,.example,main{padding-inline:0}
.top,.example,.foot{padding-block:.15rem;font-size:.72rem}
.top{padding-top:0}
main{padding-block:.4rem .5rem}
h1{max-width:none;font-size:1.05rem}
main>h1~.asof{margin-top:.1rem;font-size:.68rem;line-height:1.3}
.list{font-size:.72rem;margin-top:1.1rem}
.list :is(td,th,span,thead th){font-size:inherit}
.list .status{padding:0 .4em}
.list thead th{white-space:normal}
.list tbody th{min-width:8em}
.list tbody td{min-width:3.5em}
.list td,.list th,.list tbody th{padding:.3rem}
.list tr{break-inside:avoid}
.status{border:1px solid #000}
.bad{border-width:2px}
.none{border-style:dashed}
.service,.card{break-inside:auto}
.objective{break-inside:avoid}
details::details-content{content-visibility:visible}
.part{font-size:.66rem;line-height:1.24;margin-top:.28rem;break-inside:auto}
.part>*+*{margin-top:.1rem}
.part h2{font-size:.78rem;line-height:1.25;break-after:avoid}
.part .hash{font-size:.86em}
.part tbody th>strong{font-weight:500}
.part :is(.small,.remarks,.now,dt,dd,.status){font-size:inherit}
.questions .card{border:0;padding:0}
.questions .card :is(dt,dd){display:inline}
.questions .card dd::before{content:" "}
.part .list{margin-top:.15rem;font-size:.62rem;line-height:1.2}
.part .list :is(td,th){padding:.04rem .25rem;min-width:0;overflow-wrap:normal}
.part .list thead{display:table-header-group}
.part .list .number,.part .list .where{white-space:nowrap}
.part .list [data-name=Target]{width:15em;white-space:normal}
.part .status{border:0;padding:0;border-radius:0}
.part .bad{font-weight:800;text-decoration:underline}
.part .list .small{display:inline}
.questions{display:block}
.part .remarks li{break-inside:avoid}
.run{display:block;padding:0}
.run li{display:inline}
.run li::after{content:" "}
.remarks{padding-left:.9rem}}
`

/** The one stylesheet. Its name changes with its content, so that it can be kept for ever where it was read. */
export const stylesheet = {
  path: `/assets/plumbline-${createHash('sha256').update(body).digest('hex').slice(0, 12)}.css`,
  body,
}
