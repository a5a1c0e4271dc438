using System.Net;
using System.Text;
using Isop.Bot.Certificaten.Controle;
using Isop.Core.Certificaten;
using Isop.Tests.Web;
using Microsoft.Extensions.DependencyInjection;

namespace Isop.Tests.Certificaten.Controle;

/// <summary>A file that is sent to be compared, as a browser without script does.</summary>
public sealed class BestandTests
{
    private const string Precies = "Dit bestand is precies wat wij hebben verstrekt.";
    private const string Anders = "Dit bestand is anders dan wat wij hebben verstrekt.";

    [Fact]
    public async Task What_we_issued_is_told_from_what_differs_in_one_byte()
    {
        await using var host = await ControleHost.StartAsync();
        var nummer = await host.GeefUitAsync();
        byte[] tampered = [.. ControleHost.Pdf];
        tampered[^1] ^= 1;

        await MustSayAsync(host, nummer, ControleHost.Pdf, HttpStatusCode.OK, Precies, "ok");
        await MustSayAsync(host, nummer, tampered, HttpStatusCode.OK, Anders, "error");
        await MustSayAsync(host, nummer, ControleHost.Pdf[..^1], HttpStatusCode.OK, Anders, "error");
    }

    [Fact]
    public async Task The_right_file_of_a_revoked_certificate_does_not_make_it_valid()
    {
        await using var host = await ControleHost.StartAsync();
        var nummer = await host.GeefUitAsync();
        await host.TrekInAsync(nummer);

        var page = await MustSayAsync(host, nummer, ControleHost.Pdf, HttpStatusCode.OK, $"{Precies} Maar let op: het certificaat is ingetrokken.", "warn");

        Assert.StartsWith("Ingetrokken", page.QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("warn", page.QuerySelector("#uitslag")!.GetAttribute("data-toon-precies"));
    }

    [Fact]
    public async Task The_file_can_still_be_compared_when_the_name_is_gone()
    {
        await using var host = await ControleHost.StartAsync();
        var nummer = await host.GeefUitAsync();
        await host.DoeAsync(nummer, new Certificaatopdracht.VerwijderNaam("bureau:geheim", new DateOnly(2026, 11, 22)));

        await MustSayAsync(host, nummer, ControleHost.Pdf, HttpStatusCode.OK, Precies, "ok");
    }

    [Theory]
    [InlineData(0, HttpStatusCode.UnprocessableEntity, "Er zit niets in dit bestand")]
    [InlineData(Aangeboden.MeesteBytes, HttpStatusCode.OK, Anders)]
    [InlineData(Aangeboden.MeesteBytes + 1, HttpStatusCode.RequestEntityTooLarge, "groter dan 2 MB")]
    [InlineData(Aangeboden.MeesteBytes + 100_000, HttpStatusCode.RequestEntityTooLarge, "groter dan 2 MB")]
    public async Task Sizes_have_their_bounds(int size, HttpStatusCode status, string says)
    {
        await using var host = await ControleHost.StartAsync();

        await MustSayAsync(host, await host.GeefUitAsync(), new byte[size], status, says, "error");
    }

    [Fact]
    public async Task What_is_no_form_with_a_file_is_refused()
    {
        await using var host = await ControleHost.StartAsync();
        var path = $"/c/{await host.GeefUitAsync()}/bestand";
        using var device = host.NewDevice();
        var torn = new StringContent("--x\r\nContent-Disposition: form-data; name=\"bestand\"; filename=\"a\"\r\n\r\nhalf");
        torn.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse("multipart/form-data; boundary=x");
        foreach (var (content, status) in new (HttpContent, HttpStatusCode)[]
        {
            (new StringContent("{}"), HttpStatusCode.BadRequest), (new FormUrlEncodedContent([new("bestand", "x")]), HttpStatusCode.BadRequest), (torn, HttpStatusCode.BadRequest),
            (new MultipartFormDataContent { { new StringContent("x"), "bestand" } }, HttpStatusCode.UnprocessableEntity),
        })
        {
            var answer = await device.SendAsync(new HttpRequestMessage(HttpMethod.Post, path) { Content = content });
            answer.MustBe(status);
            Assert.NotNull((await Device.HtmlAsync(answer)).QuerySelector(".uitslag.error"));
        }
    }

    [Fact]
    public async Task The_hash_stands_on_the_page_for_the_browser_and_for_whoever_computes_it()
    {
        await using var host = await ControleHost.StartAsync();
        var nummer = await host.GeefUitAsync();
        using var device = host.NewDevice();
        var expected = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(ControleHost.Pdf));

        var page = await Device.HtmlAsync(await device.GetAsync($"/c/{nummer}"));

        Assert.Equal(expected, page.QuerySelector("form")!.GetAttribute("data-sha256"));
        Assert.Equal(expected, page.QuerySelector("details .sha")!.TextContent);
        Assert.NotNull(page.QuerySelector("label[for=kies]"));
        Assert.Equal("polite", page.QuerySelector("#uitslag")!.GetAttribute("aria-live"));
        Assert.DoesNotContain("badge", page.QuerySelector("#bestand")!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("eyJhbGciOiJSUzI1NiJ9.eyJ4IjoxfQ.AAAA\n", "Deze badge hebben wij verstrekt", "ok")]
    [InlineData("eyJhbGciOiJSUzI1NiJ9.eyJ4IjoxfQ.BBBB", "Deze badge is niet wat wij", "error")]
    [InlineData("eyJhbGciOiJSUzI1NiJ9.eyJ4IjoxfQ", Anders, "error")]
    [InlineData("eyJ<.x.y", Anders, "error")]
    public async Task A_badge_is_checked_by_whoever_knows_how(string file, string says, string tone)
    {
        await using var host = await ControleHost.StartAsync(b => b.Services.AddSingleton<ControleerBadge>(
            (blad, jwt, _) => ValueTask.FromResult(blad.Certificaat.Training == "t1" && jwt.EndsWith(".AAAA", StringComparison.Ordinal))));

        var page = await MustSayAsync(host, await host.GeefUitAsync(), Encoding.UTF8.GetBytes(file), HttpStatusCode.OK, says, tone);

        Assert.Equal("ja", page.QuerySelector("form")!.GetAttribute("data-badge"));
    }

    [Fact]
    public async Task Without_that_a_badge_is_a_file_like_any_other()
    {
        await using var host = await ControleHost.StartAsync();

        await MustSayAsync(host, await host.GeefUitAsync(), "eyJ4.eyJ4.AAAA"u8.ToArray(), HttpStatusCode.OK, Anders, "error");
    }

    [Fact]
    public async Task Files_are_sent_so_often_and_pages_stay_open()
    {
        await using var host = await ControleHost.StartAsync();
        var nummer = await host.GeefUitAsync();
        using var device = host.NewDevice();
        for (var time = 0; time < Isop.Bot.Web.RateLimits.CertificaatbestandenPerWindow; time++)
        {
            (await SendAsync(device, nummer, [1])).MustBe(HttpStatusCode.OK);
        }

        (await SendAsync(device, nummer, [1])).MustBe(HttpStatusCode.TooManyRequests);
        (await device.GetAsync($"/c/{nummer}")).MustBe(HttpStatusCode.OK);
    }

    private static async Task<AngleSharp.Html.Dom.IHtmlDocument> MustSayAsync(
        ControleHost host, Certificaatnummer nummer, byte[] file, HttpStatusCode status, string says, string tone)
    {
        using var device = host.NewDevice();
        var answer = await SendAsync(device, nummer, file);
        answer.MustBe(status);
        Assert.Empty(Device.SetCookies(answer));
        Assert.True(answer.Headers.CacheControl!.NoStore);
        var page = await Device.HtmlAsync(answer);
        var told = page.QuerySelector("#uitslag .uitslag")!;
        Assert.Contains(says, told.TextContent, StringComparison.Ordinal);
        Assert.Contains(says, page.Title!, StringComparison.Ordinal);
        Assert.Contains(tone, told.ClassList);
        return page;
    }

    private static Task<HttpResponseMessage> SendAsync(Device device, Certificaatnummer nummer, byte[] file) =>
        device.SendAsync(new HttpRequestMessage(HttpMethod.Post, $"/c/{nummer}/bestand")
        {
            Content = new MultipartFormDataContent { { new ByteArrayContent(file), "bestand", "certificaat.pdf" } },
        });
}
