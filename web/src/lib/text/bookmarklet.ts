/** A bookmark that hands the page one is on to this shelf. `origin` is where the shelf lives. */
export function bookmarklet(origin: string): string {
  const address = JSON.stringify(`${origin}/share?url=`);
  const page = "encodeURIComponent(location.href)+'&title='+encodeURIComponent(document.title)";
  return `javascript:void(open(${address}+${page},'_blank'))`;
}
