using System.Net;
using Isop.Bot.Web.Links;
using Isop.Core.Storage;

namespace Isop.Tests.Web;

public sealed class MailedLinkTests
{
    [Fact]
    public async Task Looking_at_a_link_changes_nothing_and_names_nobody()
    {
        await using var host = await WebHost.StartAsync();
        var link = await host.LinkFor(WebHostParts.Mia);
        using var scanner = host.NewDevice();

        for (var time = 0; time < 3; time++)
        {
            using var answer = await scanner.GetAsync(link);
            answer.MustBe(HttpStatusCode.OK);
            var text = await Device.TextAsync(answer);
            Assert.Contains("Open je ISOP-postvak", text, StringComparison.Ordinal);
            Assert.DoesNotContain("Mia", text, StringComparison.Ordinal);
            Assert.DoesNotContain("mia.smit", text, StringComparison.Ordinal);
        }

        using var head = await scanner.SendAsync(new HttpRequestMessage(HttpMethod.Head, link));
        head.MustBe(HttpStatusCode.OK);
        Assert.DoesNotContain("__Host-isop", scanner.Cookies.Keys);

        using var person = host.NewDevice();
        (await person.SubmitAsync(link)).MustLeadTo("/postvak");
    }

    [Fact]
    public async Task A_link_is_redeemed_once_into_a_cookie_for_this_person_and_device()
    {
        await using var host = await WebHost.StartAsync();
        var link = await host.LinkFor(WebHostParts.Mia);
        using var device = host.NewDevice();

        var redeemed = await device.SubmitAsync(link);

        redeemed.MustBe(HttpStatusCode.SeeOther);
        redeemed.MustLeadTo("/postvak");
        var cookie = Assert.Single(Device.SetCookies(redeemed), c => c.StartsWith("__Host-isop=", StringComparison.Ordinal)).ToLowerInvariant();
        string[] flags = ["; secure", "; httponly", "; samesite=lax", "; path=/", "; max-age=2592000"];
        Assert.All(flags, flag => Assert.Contains(flag, cookie, StringComparison.Ordinal));
        Assert.DoesNotContain("domain=", cookie, StringComparison.Ordinal);

        var inbox = await device.GetAsync("/postvak");
        inbox.MustBe(HttpStatusCode.OK);
        Assert.Contains("Dag Mia", await Device.TextAsync(inbox), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_redeemed_link_on_another_device_opens_nothing_and_offers_a_new_one_to_the_registered_address()
    {
        await using var host = await WebHost.StartAsync();
        var link = await host.LinkFor(WebHostParts.Mia, "/postvak/zaak/oefening/1");
        using var first = host.NewDevice();
        await first.SubmitAsync(link);

        using var other = host.NewDevice();
        var page = await other.GetAsync(link);
        page.MustBe(HttpStatusCode.Gone);
        var asked = await other.PostFormAsync((await Device.HtmlAsync(page)).Forms.Single(f => f.GetAttribute("action") == link + "/nieuw"));
        asked.MustLeadTo("/aanmelden/verstuurd");
        Assert.DoesNotContain("__Host-isop", other.Cookies.Keys);

        var mail = await host.Mails.NextAsync();
        Assert.Equal(WebHostParts.Mia.Email, mail.To);
        var path = PathIn(mail.Text);
        Assert.Contains($"https://isop.test{path}", mail.Html, StringComparison.Ordinal);
        (await other.SubmitAsync(path)).MustLeadTo("/postvak/zaak/oefening/1");
    }

    [Fact]
    public async Task On_the_device_that_redeemed_it_the_link_keeps_leading_to_its_page()
    {
        await using var host = await WebHost.StartAsync();
        var link = await host.LinkFor(WebHostParts.Mia, "/postvak/zaak/oefening/1");
        using var device = host.NewDevice();
        await device.SubmitAsync(link);

        (await device.GetAsync(link)).MustLeadTo("/postvak/zaak/oefening/1");
    }

    [Fact]
    public async Task Looking_at_a_fresh_link_while_signed_in_as_its_person_does_not_spend_it()
    {
        await using var host = await WebHost.StartAsync();
        using var device = await host.SignedInDeviceOf(WebHostParts.Mia);
        var fresh = await host.LinkFor(WebHostParts.Mia);

        (await device.GetAsync(fresh)).MustLeadTo("/postvak");

        using var phone = host.NewDevice();
        (await phone.SubmitAsync(fresh)).MustLeadTo("/postvak");
    }

    [Fact]
    public async Task Somebody_elses_link_on_a_signed_in_device_ends_the_first_persons_session_there()
    {
        await using var host = await WebHost.StartAsync();
        using var device = await host.SignedInDeviceOf(WebHostParts.Mia);
        var miasCookie = device.Cookies["__Host-isop"];

        var link = await host.LinkFor(WebHostParts.Gijs);
        (await device.SubmitAsync(link, link)).MustLeadTo("/postvak");

        using var copy = host.NewDevice();
        copy.TakeCookie("__Host-isop", miasCookie);
        (await copy.GetAsync("/postvak")).MustBe(HttpStatusCode.Unauthorized);
        Assert.Contains("Dag Gijs", await Device.TextAsync(await device.GetAsync("/postvak")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, HttpStatusCode.OK)]
    [InlineData(-1, HttpStatusCode.OK)]
    [InlineData(1, HttpStatusCode.Gone)]
    public async Task A_link_is_valid_for_seven_days(int secondsLater, HttpStatusCode expected)
    {
        await using var host = await WebHost.StartAsync();
        var link = await host.LinkFor(WebHostParts.Mia);
        host.Clock.Advance(MailedLink.Lifetime - TimeSpan.FromSeconds(1) + TimeSpan.FromSeconds(secondsLater));

        using var device = host.NewDevice();
        (await device.GetAsync(link)).MustBe(expected);
    }

    [Fact]
    public async Task An_expired_link_cannot_be_redeemed_with_a_page_that_was_still_open()
    {
        await using var host = await WebHost.StartAsync();
        var link = await host.LinkFor(WebHostParts.Mia);
        using var device = host.NewDevice();
        var form = (await Device.HtmlAsync(await device.GetAsync(link))).Forms.Single(f => f.Method == "post");
        host.Clock.Advance(MailedLink.Lifetime);

        (await device.PostFormAsync(form)).MustBe(HttpStatusCode.Gone);
        Assert.DoesNotContain("__Host-isop", device.Cookies.Keys);
    }

    [Fact]
    public async Task Of_a_hundred_redemptions_at_once_one_gets_a_session()
    {
        await using var host = await WebHost.StartAsync();
        var link = await host.LinkFor(WebHostParts.Mia);
        using var device = host.NewDevice();
        var form = (await Device.HtmlAsync(await device.GetAsync(link))).Forms.Single(f => f.Method == "post");
        var copies = Enumerable.Range(0, 100).Select(_ => host.NewDevice()).ToArray();
        foreach (var copy in copies)
        {
            copy.TakeCookie("isop-formulier", device.Cookies["isop-formulier"]);
        }

        var answers = await Task.WhenAll(copies.Select(c => c.PostFormAsync(form)));

        Assert.Single(answers, a => a.StatusCode == HttpStatusCode.SeeOther);
        Assert.Equal(99, answers.Count(a => a.StatusCode == HttpStatusCode.Gone));
        Assert.Single(copies, c => c.Cookies.ContainsKey("__Host-isop"));
        var rows = 0;
        await foreach (var _ in host.Store.QueryAsync(
            new Partition("sessies", WebHostParts.Mia.Id.ToString()), RowRange.All, TestContext.Current.CancellationToken))
        {
            rows++;
        }

        Assert.Equal(1, rows);
        Array.ForEach(copies, c => c.Dispose());
    }

    [Fact]
    public async Task A_link_of_somebody_who_left_is_as_good_as_unknown()
    {
        await using var host = await WebHost.StartAsync();
        var link = await host.LinkFor(WebHostParts.Mia);
        using var device = host.NewDevice();
        var form = (await Device.HtmlAsync(await device.GetAsync(link))).Forms.Single(f => f.Method == "post");
        host.Parts.End(WebHostParts.Mia);

        (await device.GetAsync(link)).MustBe(HttpStatusCode.NotFound);
        (await device.PostFormAsync(form)).MustBe(HttpStatusCode.NotFound);
        Assert.DoesNotContain("__Host-isop", device.Cookies.Keys);
    }

    [Theory]
    [InlineData("/l/AAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("/l/x")]
    [InlineData("/l/%F0%9F%92%A9")]
    public async Task An_unknown_link_gives_a_form_for_the_address(string path)
    {
        await using var host = await WebHost.StartAsync();
        using var device = host.NewDevice();

        var answer = await device.GetAsync(path);

        answer.MustBe(HttpStatusCode.NotFound);
        Assert.NotNull((await Device.HtmlAsync(answer)).QuerySelector("form[action='/aanmelden'] input[name=email]"));
    }

    [Fact]
    public async Task The_answer_to_an_address_is_the_same_whether_or_not_we_know_it()
    {
        await using var host = await WebHost.StartAsync();
        using var device = host.NewDevice();

        var unknown = await device.SubmitAsync("/aanmelden", "/aanmelden", ("email", "niemand@elders.example"));
        var known = await device.SubmitAsync("/aanmelden", "/aanmelden", ("email", "MIA.SMIT@school.example"));

        known.MustLeadTo("/aanmelden/verstuurd");
        Assert.Equal(known.StatusCode, unknown.StatusCode);
        Assert.Equal(known.Headers.Location, unknown.Headers.Location);
        Assert.Equal(await Device.TextAsync(known), await Device.TextAsync(unknown));
        Assert.Equal(WebHostParts.Mia.Email, (await host.Mails.NextAsync()).To);
        Assert.Equal(0, host.Mails.Waiting);
    }

    [Theory]
    [InlineData("")]
    [InlineData("mia")]
    [InlineData("mia@@school.example")]
    public async Task What_is_no_address_is_said_at_the_field(string email)
    {
        await using var host = await WebHost.StartAsync();
        using var device = host.NewDevice();

        var answer = await device.SubmitAsync("/aanmelden", "/aanmelden", ("email", email));

        answer.MustBe(HttpStatusCode.UnprocessableEntity);
        var field = (await Device.HtmlAsync(answer)).QuerySelector("input[name=email]")!;
        Assert.Equal("true", field.GetAttribute("aria-invalid"));
        Assert.Contains("email-fout", field.GetAttribute("aria-describedby"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_person_gets_no_more_than_three_links_in_a_quarter_of_an_hour()
    {
        await using var host = await WebHost.StartAsync();
        var newLinks = (NewLinks)host.Services.GetService(typeof(NewLinks))!;

        for (var time = 0; time < 10; time++)
        {
            await newLinks.HandleAsync(new NewLinkRequest.ByEmail(WebHostParts.Mia.Email), TestContext.Current.CancellationToken);
        }

        Assert.Equal(NewLinks.PerPerson, host.Mails.Waiting);
    }

    [Fact]
    public async Task One_address_that_asks_too_often_is_told_to_wait()
    {
        await using var host = await WebHost.StartAsync();
        using var device = host.NewDevice();
        var form = (await Device.HtmlAsync(await device.GetAsync("/aanmelden"))).Forms.Single(f => f.Method == "post");

        var answers = new List<HttpResponseMessage>();
        for (var time = 0; time <= 60; time++)
        {
            answers.Add(await device.PostFormAsync(form, ("email", $"x{time}@elders.example")));
        }

        Assert.All(answers[..60], a => a.MustBe(HttpStatusCode.SeeOther));
        answers[60].MustBe(HttpStatusCode.TooManyRequests);
        Assert.Equal("600", answers[60].Headers.GetValues("Retry-After").Single());
        Assert.Contains("Even rustig aan", await Device.TextAsync(answers[60]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fresh_link_cannot_be_used_to_ask_for_another()
    {
        await using var host = await WebHost.StartAsync();
        var newLinks = (NewLinks)host.Services.GetService(typeof(NewLinks))!;
        var token = (await host.LinkFor(WebHostParts.Mia))["/l/".Length..];

        await newLinks.HandleAsync(new NewLinkRequest.ByToken(token), TestContext.Current.CancellationToken);

        Assert.Equal(0, host.Mails.Waiting);
    }

    [Fact]
    public async Task Only_the_hash_of_a_token_is_stored()
    {
        await using var host = await WebHost.StartAsync();
        var token = (await host.LinkFor(WebHostParts.Mia))["/l/".Length..];
        var found = 0;

        for (var shard = 0; shard < 256; shard++)
        {
            await foreach (var document in host.Store.QueryAsync(
                new Partition("links", shard.ToString("x2", System.Globalization.CultureInfo.InvariantCulture)), RowRange.All, TestContext.Current.CancellationToken))
            {
                found++;
                Assert.DoesNotContain(token, document.Row, StringComparison.Ordinal);
                Assert.DoesNotContain(token, System.Text.Encoding.UTF8.GetString(document.Body.Span), StringComparison.Ordinal);
            }
        }

        Assert.Equal(1, found);
    }

    [Fact]
    public async Task Links_are_forgotten_sixty_days_after_they_expired()
    {
        await using var host = await WebHost.StartAsync();
        await host.LinkFor(WebHostParts.Mia);
        var end = WebHost.Start + MailedLink.Lifetime + TimeSpan.FromDays(60);

        Assert.Equal(0, await host.Links.SweepAsync(end - TimeSpan.FromTicks(1), TestContext.Current.CancellationToken));
        Assert.Equal(1, await host.Links.SweepAsync(end, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("https://elders.example/postvak")]
    [InlineData("//elders.example")]
    [InlineData("/\\elders.example")]
    [InlineData("postvak")]
    [InlineData("")]
    public async Task A_link_leads_nowhere_but_to_this_site(string target)
    {
        await using var host = await WebHost.StartAsync();

        await Assert.ThrowsAsync<ArgumentException>(() => host.LinkFor(WebHostParts.Mia, target));
    }

    private static string PathIn(string mailText) =>
        new Uri(mailText.Split('\n').Single(l => l.StartsWith("https://", StringComparison.Ordinal))).AbsolutePath;
}
