var e=class extends Error{name="NoToken"};export{e as a};
