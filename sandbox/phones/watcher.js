// Stands in every page that a phone shows: tells the title, and every touch by the label of what was touched.
(() => {
  const tell = (touch) => fetch("/__sandbox__/touch", {method: "POST", body: JSON.stringify(touch), keepalive: true});
  const words = (node) => (node?.innerText || "").trim().replace(/\s+/g, " ").slice(0, 60);
  const label = (control) => words(control.labels?.[0]) || control.getAttribute("aria-label") || control.placeholder || control.name || "";
  // Several fields of one name: the heading of the part this one stands in tells them apart.
  const near = (control) => {
    const twins = [...document.querySelectorAll("input,textarea,select,button")].filter((each) => (label(each) || words(each)) === (label(control) || words(control)));
    const part = twins.length > 1 && control.closest("form")?.closest("section,article,li,fieldset,div");
    return part ? words(part.querySelector("h1,h2,h3,h4,legend,b,strong")) : "";
  };
  if (parent !== window) parent.postMessage({sandboxTitle: document.title}, "*");
  addEventListener("click", (event) => {
    const button = event.target.closest("a,button,summary,input[type=submit]");
    if (button) tell({press: words(button) || button.value || button.getAttribute("aria-label") || "", near: near(button)});
    else if (event.target.closest("select")) tell({});
  }, true);
  addEventListener("change", (event) => {
    const control = event.target;
    const touch = {label: label(control), near: near(control)};
    if (control.type === "checkbox" || control.type === "radio") tell({...touch, tick: control.checked});
    else if (control.type === "file") tell({...touch, attach: [...control.files].map((file) => file.name)});
    else if (control.tagName === "SELECT") tell({...touch, choose: words(control.selectedOptions[0]) || control.value});
    else if (control.matches("input,textarea")) tell({...touch, fill: control.value});
  }, true);
})();
