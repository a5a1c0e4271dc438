using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Threading.Channels;
using Microsoft.Playwright;

namespace Isop.EndToEndTests;

/// <summary>
/// Stands in for Teams in a browser: a page at one of Teams' own hosts that frames the tab as Teams does, and answers what the real teams-js asks.
/// Nothing leaves the machine: what goes anywhere else is written down and stopped.
/// </summary>
internal sealed class Teamsvenster
{
    private const string Host = "https://teams.cloud.microsoft";

    private const string Script =
        """
        const frame = document.querySelector("iframe");
        const answers = {
          initialize: () => ["content", "web", JSON.stringify({ apiVersion: 4, isLegacyTeams: false, hostVersionsInfo: {}, supports: { pages: {} } }), "2.0.1"],
          getContext: () => [{ theme: window.thema, locale: "nl-nl", entityId: "isop", subEntityId: window.pagina, frameContext: "content" }],
          "authentication.getAuthToken": async ([, , silent]) => {
            const token = await window.geefToken(silent === true);
            return token ? [true, token] : [false, "resourceRequiresConsent"];
          },
          executeDeepLink: ([link]) => { window.zeg("link " + link); return [true]; },
        };
        window.addEventListener("message", async (event) => {
          if (event.source !== frame.contentWindow || !event.data?.func) return;
          const { id, uuidAsString, func, args } = event.data;
          window.zeg(func);
          if (answers[func]) frame.contentWindow.postMessage({ id, uuidAsString, args: await answers[func](args) }, "*");
        });
        window.kies = (theme) => { window.thema = theme; frame.contentWindow.postMessage({ func: "themeChange", args: [theme] }, "*"); };
        """;

    private readonly Uri _site;
    private readonly Channel<string> _told = Channel.CreateUnbounded<string>();

    private Teamsvenster(IPage page, Uri site) => (Page, _site) = (page, site);

    public IPage Page { get; }

    /// <summary>Whether the tab said anything to Teams.</summary>
    public bool HeardSomething => _told.Reader.Count > 0;

    /// <summary>Requests to anywhere but Teams and us.</summary>
    public ConcurrentQueue<string> Elsewhere { get; } = [];

    /// <summary>The token of who is signed in to Teams; null while Teams must first ask.</summary>
    public required Func<bool, string?> Token { get; set; }

    public IFrame Tab => Page.Frames.Single(f => f.ParentFrame == Page.MainFrame);

    public IFrameLocator Inside => Page.FrameLocator("iframe");

    public static async Task<Teamsvenster> OpenAsync(
        Browser browser, Uri site, Func<bool, string?> token, string theme = "default", string? pagina = null, int width = 1100, int height = 900, string host = Host)
    {
        var page = await browser.VisitAsync(site, ownCertificate: true);
        await page.SetViewportSizeAsync(width, height);
        var window = new Teamsvenster(page, site) { Token = token };
        await page.ExposeFunctionAsync("geefToken", (bool silent) => window.Token(silent));
        await page.ExposeFunctionAsync("zeg", (string what) => window._told.Writer.TryWrite(what));
        await page.AddInitScriptAsync($"window.thema = {JsonSerializer.Serialize(theme)}; window.pagina = {JsonSerializer.Serialize(pagina)};");
        await page.Context.RouteAsync(new Regex("."), route => window.AnswerAsync(route, host));
        await page.GotoAsync(host, new() { WaitUntil = WaitUntilState.Commit });
        return window;
    }

    /// <summary>Chooses another theme in Teams, and waits until the tab follows.</summary>
    public async Task ChooseAsync(string theme)
    {
        await Page.EvaluateAsync("theme => kies(theme)", theme);
        await Assertions.Expect(Inside.Locator($"html[data-thema={theme}]")).ToHaveCountAsync(1);
    }

    public async Task SeeAsync(string heading) =>
        await Assertions.Expect(Inside.GetByRole(AriaRole.Heading, new() { Name = heading, Exact = true }).First).ToBeVisibleAsync(new() { Timeout = 30_000 });

    /// <summary>Waits until the tab says this to Teams, or asks it to open a link ("link …") that begins so.</summary>
    public async Task HearAsync(string what)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!(await _told.Reader.ReadAsync(patience.Token)).StartsWith(what, StringComparison.Ordinal))
        {
        }
    }

    private async Task AnswerAsync(IRoute route, string host)
    {
        var url = new Uri(route.Request.Url);
        if (url.GetLeftPart(UriPartial.Authority) == host)
        {
            await route.FulfillAsync(new() { ContentType = "text/html; charset=utf-8", Body = Body() });
        }
        else if (url.GetLeftPart(UriPartial.Authority) == _site.GetLeftPart(UriPartial.Authority))
        {
            await route.ContinueAsync();
        }
        else
        {
            Elsewhere.Enqueue(url.AbsoluteUri);
            await route.AbortAsync();
        }
    }

    /// <summary>The sandbox is that of Teams in a browser.</summary>
    private string Body() =>
        $$"""
        <!DOCTYPE html><html lang="nl"><head><meta charset="utf-8"><title>Teams</title>
        <style>html, body { margin: 0; height: 100% } iframe { border: 0; width: 100%; height: 100%; display: block }</style></head>
        <body><iframe title="ISOP" src="{{new Uri(_site, "/tab")}}"
          sandbox="allow-downloads allow-forms allow-modals allow-popups allow-popups-to-escape-sandbox allow-same-origin allow-scripts"></iframe>
        <script>{{Script}}</script></body></html>
        """;
}
