// Sends the page's forms and buttons as JSON, and redraws what has changed every two seconds.
"use strict";

const PAUSE = 2000;
let chosen = new URLSearchParams(location.search).get("number");
const drawn = new Map();

function tell(text, bad = false) {
  const notice = document.getElementById("notice");
  notice.textContent = text;
  notice.hidden = !text;
  notice.classList.toggle("bad", bad);
  clearTimeout(tell.timer);
  tell.timer = setTimeout(() => { notice.hidden = true; }, 8000);
}

async function call(path, body, done) {
  try {
    const answer = await fetch(path, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
    const said = await answer.json();
    if (!answer.ok || (said && said.error)) tell(`Không được: ${said.error}`, true);
    else if (done) tell(done);
    await refresh();
    return answer.ok;
  } catch {
    tell("Tổng đài thử không trả lời.", true);
    return false;
  }
}

// A mail is drawn only when it is opened.
function draw(details) {
  const frame = details.open && details.querySelector("iframe:not([srcdoc])");
  if (frame) frame.srcdoc = frame.dataset.mail;
}

function swap(part) {
  const name = part.dataset.part;
  if (drawn.get(name) === part.innerHTML) return;
  drawn.set(name, part.innerHTML);
  const old = document.querySelector(`main [data-part="${name}"]`);
  const open = new Set([...old.querySelectorAll("details[open]")].map((d) => d.dataset.key));
  const thread = old.querySelector(".thread");
  const below = !thread || thread.scrollHeight - thread.scrollTop - thread.clientHeight < 40;
  const top = thread ? thread.scrollTop : 0;
  for (const details of part.querySelectorAll("details")) details.open = open.has(details.dataset.key);
  old.replaceWith(part);
  part.querySelectorAll("details[open]").forEach(draw);
  const now = part.querySelector(".thread");
  if (now) now.scrollTop = below ? now.scrollHeight : top;
}

async function refresh() {
  const query = chosen ? `?number=${encodeURIComponent(chosen)}` : "";
  const answer = await fetch(`/local/parts${query}`);
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const part of page.querySelectorAll("[data-part]")) swap(part);
  document.dispatchEvent(new Event("drawn"));
}

function choose(number) {
  chosen = number;
  history.replaceState(null, "", `?number=${encodeURIComponent(number)}`);
  document.querySelector('[name="from"]').value = number;
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-post]");
  const link = event.target.closest("a[data-number]");
  if (button) {
    if (button.dataset.at) choose(button.dataset.at); // whoever takes a call goes to that telephone
    const body = button.dataset.body ? JSON.parse(button.dataset.body) : {};
    call(button.dataset.post, body, button.dataset.done);
  } else if (link) {
    event.preventDefault();
    choose(link.dataset.number);
    refresh();
  }
});

document.addEventListener("submit", async (event) => {
  event.preventDefault();
  const form = event.target;
  const body = Object.fromEntries(new FormData(form));
  if ("count" in body) body.count = Number(body.count);
  if ("from" in body) {
    body.from = body.from.trim();
    choose(body.from);
  }
  const path = body.gateway ? `/local/api/gateways/${body.gateway}/texts` : form.dataset.call;
  delete body.gateway;
  const button = form.querySelector("button");
  button.disabled = true;
  const good = await call(path, body, "from" in body ? "" : "Xong.");
  button.disabled = false;
  if (good && form.elements.body) form.elements.body.value = "";
});

document.addEventListener("toggle", (event) => draw(event.target), true);

document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && event.target.name === "body") {
    event.preventDefault();
    event.target.form.requestSubmit();
  }
});

for (const part of document.querySelectorAll("[data-part]")) {
  drawn.set(part.dataset.part, part.innerHTML);
}
for (const thread of document.querySelectorAll(".thread")) thread.scrollTop = thread.scrollHeight;
setInterval(() => refresh().catch(() => tell("Tổng đài thử không trả lời.", true)), PAUSE);
