declare const plugin: any;
export default plugin;
