// Keeps a form while it is typed, and shows what the answer says beside it. Without this script its
// button does the same.
(() => {
  const form = document.querySelector("form[data-kept]");
  if (!form) return;
  const PAUSE = 1500; // ms without a key before it is kept
  const SHOWN = ["earlier", "kept-note", "begun"]; // what of the answer is taken over
  let waiting, kept = "", running = false, asked;

  const typed = () => {
    const pairs = new URLSearchParams(new FormData(form));
    pairs.set("action", "look");
    return pairs.toString();
  };

  const bare = (pairs) => pairs.replace(/(^|&)begun=[^&]*/, ""); // which the answer fills in

  const say = (words) => {
    document.getElementById("kept-note").textContent = words;
  };

  async function keep() {
    const now = typed();
    if (bare(now) === bare(kept) || running) return;
    running = true;
    asked = new AbortController();
    try {
      const answer = await fetch(form.getAttribute("action"), { // form.action is the button
        method: "POST",
        headers: { "Content-Type": "application/x-www-form-urlencoded" },
        body: now,
        signal: asked.signal,
      });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (!answer.ok || !page.getElementById("kept-note")) throw new Error(answer.status);
      for (const id of SHOWN) document.getElementById(id).replaceWith(page.getElementById(id));
      kept = document.getElementById("kept-note").hasAttribute("data-lost") ? "" : now;
    } catch {
      if (!asked.signal.aborted) say("Chưa lưu nháp được: mất kết nối hoặc phiên làm việc đã hết. Những gì đã ghi vẫn còn trên trang này.");
    } finally {
      running = false;
      if (!asked.signal.aborted && bare(typed()) !== bare(now)) soon(); // typed meanwhile
    }
  }

  const soon = () => {
    clearTimeout(waiting);
    waiting = setTimeout(keep, PAUSE);
  };

  const isTyped = (field) => "defaultValue" in field && field.value !== field.defaultValue;

  if ([...form.elements].some(isTyped)) soon(); // typed before this script was there
  form.addEventListener("input", soon);
  form.elements.phone.addEventListener("change", keep); // the number is complete
  form.addEventListener("submit", () => {
    clearTimeout(waiting);
    asked?.abort(); // what is sent now is not kept again afterwards
  });
})();
