import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import{c as a,d as b,e as c}from"./chunk-KZ4XXTP6.js";import"./chunk-DBQKL355.js";import"./chunk-4SEOVVP7.js";import"./chunk-P6UOSEYZ.js";import"./chunk-MFHC5Y4G.js";import"./chunk-OOEDKO62.js";export{a as engagementOf,b as judgeOnServer,c as sendEvents};
