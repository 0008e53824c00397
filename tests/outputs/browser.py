"""Chromium without a head, and a page of rcheck's in it."""
import base64
import json
import shutil
import tempfile
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

SWITCHES = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--hide-scrollbars",
    "--host-resolver-rules=MAP * ~NOTFOUND",
]


class Browser:
    def __init__(self):
        self.home = tempfile.mkdtemp()
        options = Options()
        for switch in [*SWITCHES, f"--user-data-dir={self.home}"]:
            options.add_argument(switch)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        self.driver = webdriver.Chrome(service=Service(shutil.which("chromedriver")), options=options)
        self.driver.set_page_load_timeout(120)
        self.driver.set_script_timeout(120)
        self.path = None

    def close(self):
        self.driver.quit()
        shutil.rmtree(self.home, ignore_errors=True)

    def command(self, name, **arguments):
        return self.driver.execute_cdp_cmd(name, arguments)

    def open(self, path, width=1400, height=1000, fragment=""):
        """Opens a page afresh, as if nothing had been done to it."""
        self.path = Path(path).as_uri()
        self.resize(width, height)
        self.media()
        self.driver.get("about:blank")
        self.complaints()
        self.driver.get(self.path + fragment)
        self.run("return document.fonts.ready")

    def resize(self, width, height=1000):
        self.command(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False
        )

    def media(self, medium="", scheme="light"):
        features = [{"name": "prefers-color-scheme", "value": scheme}]
        self.command("Emulation.setEmulatedMedia", media=medium, features=features)

    def run(self, script, *arguments):
        return self.driver.execute_script(script, *arguments)

    def find(self, selector):
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def find_all(self, selector):
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def visible(self, selector):
        script = "return Array.from(document.querySelectorAll(arguments[0])).filter((e) => e.checkVisibility())"
        return self.run(script, selector)

    def hover(self, element):
        ActionChains(self.driver).move_to_element(element).perform()

    def press(self, *keys):
        for key in keys:
            ActionChains(self.driver).send_keys(key).perform()

    def wait(self, condition, why):
        WebDriverWait(self.driver, 20).until(lambda driver: condition(), why)

    def print(self):
        """The page as bytes of PDF."""
        return base64.b64decode(self.command("Page.printToPDF", preferCSSPageSize=True)["data"])

    def complaints(self):
        """What the console says, and every address asked for but the page's own, since the last call."""
        said = [entry["message"] for entry in self.driver.get_log("browser")]
        for entry in self.driver.get_log("performance"):
            message = json.loads(entry["message"])["message"]
            if message["method"] != "Network.requestWillBeSent":
                continue
            address = message["params"]["request"]["url"].split("#")[0]
            if address not in (self.path, "about:blank", "data:,"):
                said.append("asked for " + address)
        return said

    def names(self):
        """Roles and names of the accessibility tree, in its order."""
        nodes = self.command("Accessibility.getFullAXTree")["nodes"]
        seen = [node for node in nodes if not node["ignored"]]
        return [(node["role"]["value"], node.get("name", {}).get("value", "")) for node in seen]
