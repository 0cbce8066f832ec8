import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
var e=class extends Error{name="NoToken"};export{e as a};
