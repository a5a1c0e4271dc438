using System.Net;
using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Isop.Bot.Cards;
using Isop.Bot.Web.Inbox;
using Isop.Core.Storage;

namespace Isop.Tests.Web;

public sealed class ActionTests
{
    [Fact]
    public async Task A_button_runs_the_verbs_handler_as_the_person_of_the_cookie_and_answers_the_next_card()
    {
        await using var host = await WebHost.StartAsync();
        CardAction? seen = null;
        host.Parts.Catalog.Verb("oefening.bewaren", (action, _) =>
        {
            seen = action;
            return ValueTask.FromResult<CardAnswer>(new CardAnswer.Show(SampleCards.Card("Bewaard")));
        });
        using var mia = await host.SignedInDeviceOf(WebHostParts.Mia);

        var answer = await mia.PostActionAsync("""{"verb":"oefening.bewaren","data":{"case":"z1","tekst":"Mooie kring 👏","actor":"iemand anders"}}""");

        answer.MustBe(HttpStatusCode.OK);
        using var body = JsonDocument.Parse(await Device.TextAsync(answer));
        Assert.Equal("Bewaard", body.RootElement.GetProperty("summary").GetString());
        Assert.Equal("AdaptiveCard", body.RootElement.GetProperty("card").GetProperty("type").GetString());
        Assert.Equal(WebHostParts.Mia.Id, seen!.Actor);
        Assert.Equal((Door.Web, WebHost.Start), (seen.Door, seen.Now));
        Assert.Equal("Mooie kring 👏", seen.Text("tekst"));
    }

    [Fact]
    public async Task A_sentence_as_answer_leaves_the_card()
    {
        await using var host = await WebHost.StartAsync();
        host.Parts.Catalog.Verb("v", (_, _) => ValueTask.FromResult<CardAnswer>(new CardAnswer.Say("Kies eerst een inschatting.")));
        using var mia = await host.SignedInDeviceOf(WebHostParts.Mia);

        var answer = await mia.PostActionAsync("""{"verb":"v","data":{}}""");

        Assert.Equal("""{"text":"Kies eerst een inschatting."}""", await Device.TextAsync(answer));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{"verb":"v"}""")]
    [InlineData("""{"data":{}}""")]
    [InlineData("""{"verb":7,"data":{}}""")]
    [InlineData("""{"verb":"","data":{}}""")]
    [InlineData("""{"verb":"v","data":[]}""")]
    [InlineData("""{"verb":"v","verb":"w","data":{}}""")]
    [InlineData("""{"verb":"v","data":{"a":"\ud800"}}""")]
    [InlineData("""{"verb":"v","data":{"\udfff":1}}""")]
    [InlineData("""{"verb":"onbekend","data":{}}""")]
    public async Task What_is_malformed_or_unknown_is_a_dutch_problem(string body)
    {
        await using var host = await WebHost.StartAsync();
        host.Parts.Catalog.Verb("v", Unreachable);
        using var mia = await host.SignedInDeviceOf(WebHostParts.Mia);

        await MustBeProblem(await mia.PostActionAsync(body), HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Depth_length_and_encoding_are_bounded()
    {
        await using var host = await WebHost.StartAsync();
        host.Parts.Catalog.Verb("v", Unreachable);
        using var mia = await host.SignedInDeviceOf(WebHostParts.Mia);
        var deep = "{\"verb\":\"v\",\"data\":{\"a\":" + new string('[', 40) + new string(']', 40) + "}}";
        var long64 = $$$"""{"verb":"v","data":{"a":"{{{new string('x', 64 * 1024)}}}"}}""";
        var million = Encoding.UTF8.GetBytes($$$"""{"verb":"v","data":{"a":"{{{new string('x', 1_000_000)}}}"}}""");
        byte[] brokenUtf8 = [.. "{\"verb\":\"v\",\"data\":{\"a\":\""u8, 0xC3, 0x28, .. "\"}}"u8];

        await MustBeProblem(await mia.PostActionAsync(deep), HttpStatusCode.BadRequest);
        await MustBeProblem(await mia.PostActionAsync(brokenUtf8), HttpStatusCode.BadRequest);
        await MustBeProblem(await mia.PostActionAsync(long64), HttpStatusCode.RequestEntityTooLarge);
        await MustBeProblem(await mia.PostActionAsync(million, r => r.Headers.TransferEncodingChunked = true), HttpStatusCode.RequestEntityTooLarge);
    }

    [Property(MaxTest = 2000)]
    public Property Random_bytes_never_throw() => Prop.ForAll<byte[]>(bytes =>
    {
        ActionBody.TryParse(bytes);
    });

    [Property(MaxTest = 2000)]
    public Property A_damaged_body_never_throws_and_every_text_of_an_accepted_one_can_be_read() =>
        Prop.ForAll<byte, ushort>((value, at) =>
        {
            var body = Encoding.UTF8.GetBytes("""{"verb":"v","data":{"tekst":"Caf\u00e9 \ud83d\udc4f é","lijst":[1,{"x":null}]}}""");
            body[at % body.Length] = value;
            if (ActionBody.TryParse(body) is { } parsed)
            {
                Assert.NotNull(parsed.Data.GetRawText());
                Assert.All(parsed.Data.EnumerateObject(), p => Assert.NotNull(p.Value.ToString()));
            }
        });

    [Fact]
    public async Task A_post_without_our_header_or_as_a_form_is_refused()
    {
        await using var host = await WebHost.StartAsync();
        host.Parts.Catalog.Verb("v", Unreachable);
        using var mia = await host.SignedInDeviceOf(WebHostParts.Mia);
        const string Body = """{"verb":"v","data":{}}""";

        await MustBeProblem(await mia.PostActionAsync(Body, r => r.Headers.Remove("X-Isop")), HttpStatusCode.Forbidden);
        await MustBeProblem(
            await mia.PostActionAsync(Body, r => r.Content!.Headers.ContentType = new("text/plain")), HttpStatusCode.UnsupportedMediaType);
    }

    [Fact]
    public async Task Without_a_session_the_answer_says_how_to_go_on()
    {
        await using var host = await WebHost.StartAsync();
        using var nobody = host.NewDevice();

        await MustBeProblem(await nobody.PostActionAsync("""{"verb":"v","data":{}}"""), HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_failing_handler_or_store_is_a_sentence_that_the_answer_is_still_there()
    {
        await using var host = await WebHost.StartAsync();
        host.Parts.Catalog.Verb("stuk", (_, _) => throw new InvalidOperationException("geheim"));
        host.Parts.Catalog.Verb("weg", (_, _) => throw new StorageUnavailableException("geheim"));
        using var mia = await host.SignedInDeviceOf(WebHostParts.Mia);

        var failed = await MustBeProblem(await mia.PostActionAsync("""{"verb":"stuk","data":{}}"""), HttpStatusCode.InternalServerError);
        var away = await MustBeProblem(await mia.PostActionAsync("""{"verb":"weg","data":{}}"""), HttpStatusCode.ServiceUnavailable);

        Assert.Contains("Je antwoord staat nog op je scherm", failed, StringComparison.Ordinal);
        Assert.Contains("Je antwoord staat nog op je scherm", away, StringComparison.Ordinal);
    }

    private static ValueTask<CardAnswer> Unreachable(CardAction action, CancellationToken cancellationToken) =>
        throw new InvalidOperationException("The handler must not be reached.");

    private static async Task<string> MustBeProblem(HttpResponseMessage answer, HttpStatusCode status)
    {
        answer.MustBe(status);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var text = await Device.TextAsync(answer);
        using var body = JsonDocument.Parse(text);
        Assert.False(string.IsNullOrEmpty(body.RootElement.GetProperty("title").GetString()));
        Assert.False(string.IsNullOrEmpty(body.RootElement.GetProperty("detail").GetString()));
        Assert.DoesNotContain("geheim", text, StringComparison.Ordinal);
        return body.RootElement.GetProperty("detail").GetString()!;
    }
}
