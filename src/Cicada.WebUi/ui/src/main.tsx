import { effect } from "@preact/signals";
import { render } from "preact";
import { onLoginNeeded } from "cicada/app/http";
import { info, keepInfo } from "cicada/app/info";
import { listenToKeys } from "cicada/app/keys";
import { follow, place } from "cicada/app/router";
import { Shell } from "cicada/app/shell";
import { applyTheme } from "cicada/app/theme";
import { goToLogin } from "cicada/login/page";

applyTheme();
follow();
onLoginNeeded(goToLogin);
effect(() => {
  // The server says what it is to anyone, and to those it does not know that they have to log in; wherever they go meanwhile.
  if (info.value?.needs_login && place.value.path[0] !== "login") { goToLogin(); }
});
listenToKeys();
keepInfo();
render(<Shell />, document.getElementById("app")!);
