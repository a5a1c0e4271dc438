using Deque.AxeCore.Commons;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Isop.EndToEndTests.Browser))]

namespace Isop.EndToEndTests;

/// <summary>The system's Chromium, started once: without the windows of a desktop where it has that, which takes a third of the time off.</summary>
public sealed class Browser : IAsyncLifetime
{
    private static readonly string[] Switches =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync",
        // A page of another site that a test makes up may frame a server on this machine.
        "--disable-features=LocalNetworkAccessChecks",
    ];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Chromium(), Args = Switches });
    }

    /// <summary>A fresh visitor: at a desk, or with a phone.</summary>
    /// <param name="ownCertificate">Whether the site has a certificate that the test made itself.</param>
    public async Task<IPage> VisitAsync(Uri address, bool phone = false, bool ownCertificate = false)
    {
        var context = await _browser!.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = address.ToString(),
            IgnoreHTTPSErrors = ownCertificate,
            Locale = "nl-NL",
            TimezoneId = "Europe/Amsterdam",
            ViewportSize = phone ? new ViewportSize { Width = 390, Height = 844 } : new ViewportSize { Width = 1280, Height = 900 },
        });
        context.SetDefaultTimeout(30_000);
        return await context.NewPageAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }

    private static string Chromium()
    {
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':');
        return new[] { "chromium-headless-shell", "chromium" }.SelectMany(name => path.Select(folder => Path.Combine(folder, name))).FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException("Chromium is missing: install it so that 'chromium-headless-shell' or 'chromium' is on the PATH, or run ./test.");
    }
}

internal static class Looking
{
    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();
    private static readonly bool Pictures = Environment.GetEnvironmentVariable("ISOP_PICTURES") == "1";

    /// <summary>
    /// Holds the whole page against axe. A picture of it goes to the artifacts folder when axe found something, or with ISOP_PICTURES=1 in the
    /// environment. The script is run here and not by
    /// Deque.AxeCore.Playwright, which opens a page for each look to gather what it found: 2.7 seconds, and this 0.4.
    /// </summary>
    /// <param name="inside">The frame to hold against axe; the whole page when there is none.</param>
    public static async Task LookAsync(this IPage page, string name, IFrame? inside = null)
    {
        if (Pictures)
        {
            await PictureAsync(page, name);
        }

        foreach (var frame in page.Frames)
        {
            await frame.EvaluateAsync(Axe);
        }

        var found = await (inside ?? page.MainFrame).EvaluateAsync<string[]>(
            """
            () => axe.run(document, { resultTypes: ['violations'] }).then(found => found.violations.map(
              v => `${v.id} (${v.impact}): ${v.nodes.slice(0, 3).map(n => n.html).join(', ')}`))
            """);
        if (found.Length > 0)
        {
            await PictureAsync(page, name);
        }

        Assert.True(found.Length == 0, $"{name}: {string.Join("; ", found)}");
    }

    private static Task PictureAsync(IPage page, string name) =>
        page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Repository.Artifacts, $"{name}.png"), FullPage = true });
}
