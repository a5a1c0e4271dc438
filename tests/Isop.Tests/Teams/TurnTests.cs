using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Isop.Bot.Cards;
using Isop.Bot.Teams;
using Isop.Core.Storage;

namespace Isop.Tests.Teams;

/// <summary>What an activity leads to, through the real host.</summary>
public sealed class TurnTests : IAsyncLifetime
{
    private readonly TeamsHost _host = TeamsHost.Create();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData("invoke-execute-manual")]
    [InlineData("invoke-execute-automatic")]
    public async Task An_Execute_button_is_answered_with_the_new_card(string name)
    {
        var answer = await _host.InvokeAsync(Activities.Json(name));
        Assert.Equal(
            """{"statusCode":200,"type":"application/vnd.microsoft.card.adaptive","value":{"type":"AdaptiveCard","version":"1.2","body":[{"type":"TextBlock","text":"keer 1"}]}}""",
            answer.GetRawText());
        Assert.Empty(_host.Connector.Sent);
    }

    [Fact]
    public async Task Execute_and_Submit_reach_one_handler_with_the_same_data_and_actor()
    {
        await _host.InvokeAsync(Activities.Json("invoke-execute-manual"));
        using var submit = await _host.PostAsync(Activities.Json("message-submit"));
        Assert.Equal(2, _host.Actions.Count);
        Assert.All(_host.Actions, action =>
        {
            Assert.Equal("tel", action.Verb);
            Assert.Equal(TeamsHost.Mia, action.Actor);
            Assert.Equal(Door.Teams, action.Door);
            Assert.Equal(TeamsHost.Start, action.Now);
            Assert.Equal(("z1", "sterk"), (action.Text("zaak"), action.Text("keuze")));
        });
    }

    [Fact]
    public async Task A_Submit_button_puts_the_new_card_in_the_place_of_the_pressed_one()
    {
        using var response = await _host.PostAsync(Activities.Json("message-submit"));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        var call = Assert.Single(_host.Connector.Sent);
        Assert.Equal("PUT", call.Method);
        Assert.Equal($"/emea/v3/conversations/{Uri.EscapeDataString(Activities.Conversation)}/activities/{Activities.PressedCard}", call.Path);
        Assert.Equal("keer 1", (string?)call.Body!["summary"]);
        Assert.Equal("keer 1", (string?)call.Body["attachments"]![0]!["content"]!["body"]![0]!["text"]);
        Assert.Equal("application/vnd.microsoft.card.adaptive", (string?)call.Body["attachments"]![0]!["contentType"]);
    }

    [Fact]
    public async Task When_the_pressed_card_is_gone_a_new_one_is_sent()
    {
        await LinkAsync();
        _host.Connector.Next(HttpStatusCode.NotFound, """{"error":{"code":"ActivityNotFoundInConversation"}}""");
        using var response = await _host.PostAsync(Activities.Json("message-submit"));
        Assert.Equal(["PUT", "POST"], _host.Connector.Sent.Select(c => c.Method));
    }

    [Fact]
    public async Task A_sentence_is_answered_as_a_message_that_leaves_the_card_alone()
    {
        _host.Catalog.Verb("zeg", (_, _) => new ValueTask<CardAnswer>(new CardAnswer.Say("Al beantwoord.")));
        var answer = await _host.InvokeAsync(Activities.Execute("zeg"));
        Assert.Equal(
            """{"statusCode":200,"type":"application/vnd.microsoft.activity.message","value":"Al beantwoord."}""", answer.GetRawText());
    }

    [Fact]
    public async Task A_sentence_after_a_Submit_is_sent_as_text()
    {
        _host.Catalog.Verb("zeg", (_, _) => new ValueTask<CardAnswer>(new CardAnswer.Say("Al beantwoord.")));
        using var response = await _host.PostAsync(Activities.Json("message-submit", j => j["value"]!["verb"] = "zeg"));
        var call = Assert.Single(_host.Connector.Sent);
        Assert.Equal(("POST", "Al beantwoord."), (call.Method, call.Text));
    }

    [Fact]
    public async Task A_verb_that_does_not_exist_is_answered_with_a_sentence()
    {
        var answer = await _host.InvokeAsync(Activities.Execute("hack"));
        Assert.Equal(200, answer.GetProperty("statusCode").GetInt32());
        Assert.Equal("application/vnd.microsoft.activity.message", answer.GetProperty("type").GetString());
        Assert.Contains("taken", answer.GetProperty("value").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"action\":5}")]
    [InlineData("{\"action\":{\"verb\":7}}")]
    [InlineData("[1]")]
    [InlineData("null")]
    public async Task An_invoke_without_a_verb_is_a_400_error_in_a_200(string value)
    {
        var answer = await _host.InvokeAsync(Activities.Json("invoke-execute-manual", j => j["value"] = JsonNode.Parse(value)));
        Assert.Equal(400, answer.GetProperty("statusCode").GetInt32());
        Assert.Equal("application/vnd.microsoft.error", answer.GetProperty("type").GetString());
        Assert.Equal("BadRequest", answer.GetProperty("value").GetProperty("code").GetString());
    }

    [Fact]
    public async Task Data_that_is_no_object_counts_as_empty()
    {
        await _host.InvokeAsync(Activities.Execute("tel", data: JsonNode.Parse("[1]")));
        Assert.Equal(JsonValueKind.Object, Assert.Single(_host.Actions).Data.ValueKind);
    }

    [Fact]
    public async Task Another_invoke_is_not_supported()
    {
        var answer = await _host.InvokeAsync(Activities.Json("invoke-task-fetch"));
        Assert.Equal(400, answer.GetProperty("statusCode").GetInt32());
    }

    [Fact]
    public async Task Storage_trouble_is_told_and_the_same_invoke_may_try_again()
    {
        var attempts = 0;
        _host.Catalog.Verb("bewaar", (_, _) => ++attempts == 1
            ? throw new StorageUnavailableException("locked")
            : new ValueTask<CardAnswer>(new CardAnswer.Say("Gelukt.")));
        var failed = await _host.InvokeAsync(Activities.Execute("bewaar"));
        Assert.Equal(
            """{"statusCode":500,"type":"application/vnd.microsoft.error","value":{"code":"StorageUnavailable","message":"Even niet gelukt, je antwoord staat nog op je scherm. Probeer het zo nog eens."}}""",
            failed.GetRawText());
        var again = await _host.InvokeAsync(Activities.Execute("bewaar"));
        Assert.Equal("Gelukt.", again.GetProperty("value").GetString());
    }

    [Fact]
    public async Task A_bug_in_a_handler_is_logged_without_the_content_and_told_in_Dutch()
    {
        _host.Catalog.Verb("stuk", (_, _) => throw new InvalidOperationException("bug"));
        var answer = await _host.InvokeAsync(Activities.Execute("stuk", data: new JsonObject { ["tekst"] = "heel persoonlijk" }));
        Assert.Equal(500, answer.GetProperty("statusCode").GetInt32());
        Assert.DoesNotContain("bug", answer.GetRawText(), StringComparison.Ordinal);
        Assert.Contains(_host.Logs.Lines, l => l.Contains("The turn of activity i1 failed", StringComparison.Ordinal));
        Assert.DoesNotContain(_host.Logs.Lines, l => l.Contains("heel persoonlijk", StringComparison.Ordinal)
            || l.Contains("school.nl", StringComparison.OrdinalIgnoreCase) || l.Contains("Mia Mentor", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_bug_after_a_Submit_is_told_as_text()
    {
        _host.Catalog.Verb("stuk", (_, _) => throw new InvalidOperationException("bug"));
        using var response = await _host.PostAsync(Activities.Json("message-submit", j => j["value"]!["verb"] = "stuk"));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("Er ging iets mis. Dat ligt aan ons, niet aan jou. Probeer het zo nog eens.", Assert.Single(_host.Connector.Sent).Text);
    }

    [Fact]
    public async Task A_handler_that_hangs_is_left_behind_after_ten_seconds()
    {
        var entered = new TaskCompletionSource();
        _host.Catalog.Verb("hang", (_, _) =>
        {
            entered.SetResult();
            return new ValueTask<CardAnswer>(new TaskCompletionSource<CardAnswer>().Task);
        });
        var invoke = _host.InvokeAsync(Activities.Execute("hang"));
        await entered.Task;
        _host.Time.Advance(Turns.Budget);
        Assert.Equal("Timeout", (await invoke).GetProperty("value").GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_repeated_invoke_gets_the_answer_of_the_first_and_runs_once()
    {
        var first = await _host.InvokeAsync(Activities.Execute("tel"));
        var second = await _host.InvokeAsync(Activities.Execute("tel"));
        Assert.Equal(first.GetRawText(), second.GetRawText());
        Assert.Single(_host.Actions);
    }

    [Fact]
    public async Task A_repeated_invoke_waits_for_the_first_that_still_runs()
    {
        var entered = new TaskCompletionSource();
        var finish = new TaskCompletionSource();
        var runs = 0;
        _host.Catalog.Verb("traag", async (_, _) =>
        {
            runs++;
            entered.TrySetResult();
            await finish.Task;
            return new CardAnswer.Say($"run {runs}");
        });
        var first = _host.InvokeAsync(Activities.Execute("traag"));
        await entered.Task;
        var second = _host.InvokeAsync(Activities.Execute("traag"));
        finish.SetResult();
        Assert.Equal("run 1", (await first).GetProperty("value").GetString());
        Assert.Equal("run 1", (await second).GetProperty("value").GetString());
    }

    [Fact]
    public async Task An_invoke_of_long_ago_runs_again()
    {
        await _host.InvokeAsync(Activities.Execute("tel"));
        _host.Time.Advance(TimeSpan.FromMinutes(6));
        await _host.InvokeAsync(Activities.Execute("tel"));
        Assert.Equal(2, _host.Actions.Count);
    }

    [Fact]
    public async Task The_same_activity_id_from_somebody_else_is_another_activity()
    {
        const string Other = "aaaaaaaa-3a52-4d4e-9d0a-0d4c7b1c2e11";
        _host.Connector.Member(Other, "gijs@school.nl");
        await _host.InvokeAsync(Activities.Execute("tel"));
        await _host.InvokeAsync(Activities.Execute("tel").From(Other));
        Assert.Equal([TeamsHost.Mia, TeamsHost.Gijs], _host.Actions.Select(a => a.Actor));
    }

    [Fact]
    public async Task A_repeated_message_is_ignored()
    {
        using var first = await _host.PostAsync(Activities.Json("message-submit"));
        using var second = await _host.PostAsync(Activities.Json("message-submit"));
        Assert.Single(_host.Actions);
        Assert.Single(_host.Connector.Sent);
    }

    [Theory]
    [InlineData("taken", "taken")]
    [InlineData("  Taken!  ", "Taken!")]
    [InlineData("<at>ISOP</at> TAKEN graag", "TAKEN graag")]
    public async Task A_word_we_know_reaches_its_command(string text, string heard)
    {
        ChatCommand? command = null;
        _host.Catalog.Command("taken", (c, _) =>
        {
            command = c;
            return new ValueTask<CardAnswer>(new CardAnswer.Show(TeamsHost.Card("lijst")));
        });
        using var response = await _host.PostAsync(Activities.Text(text));
        Assert.Equal(new ChatCommand(TeamsHost.Mia, heard, Door.Teams, TeamsHost.Start), command);
        var call = Assert.Single(_host.Connector.Sent);
        Assert.Equal(("POST", "lijst"), (call.Method, (string?)call.Body!["summary"]));
    }

    [Fact]
    public async Task Other_words_reach_the_fallback_command()
    {
        _host.Catalog.Command("", (c, _) => new ValueTask<CardAnswer>(new CardAnswer.Say($"doorgestuurd: {c.Text}")));
        using var response = await _host.PostAsync(Activities.Text("mijn stage is gestopt"));
        Assert.Equal("doorgestuurd: mijn stage is gestopt", Assert.Single(_host.Connector.Sent).Text);
    }

    [Fact]
    public async Task Without_a_fallback_other_words_are_answered_with_a_hint()
    {
        using var response = await _host.PostAsync(Activities.Text("?"));
        Assert.Contains("taken", Assert.Single(_host.Connector.Sent).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_a_group_nothing_of_anybody_is_shown()
    {
        var answer = await _host.InvokeAsync(Activities.Json("invoke-execute-manual", j =>
        {
            j["conversation"]!["conversationType"] = "groupChat";
            j["conversation"]!["isGroup"] = true;
        }));
        Assert.Equal("application/vnd.microsoft.activity.message", answer.GetProperty("type").GetString());
        Assert.Empty(_host.Actions);
    }

    [Theory]
    [InlineData("messageReaction")]
    [InlineData("messageUpdate")]
    [InlineData("messageDelete")]
    [InlineData("unknown-type")]
    [InlineData("conversationUpdate-bot-added")]
    public async Task Other_activities_are_taken_in_silence(string name)
    {
        using var response = await _host.PostAsync(Activities.Json(name));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Empty(_host.Connector.Calls);
    }

    [Fact]
    public async Task A_read_receipt_tells_what_the_person_has_seen()
    {
        await LinkAsync();
        List<(Isop.Core.Register.PersonId, string)> seen = [];
        _host.Get<TeamsEvents>().SeenAsync = (person, last, _) =>
        {
            seen.Add((person, last));
            return ValueTask.CompletedTask;
        };
        using var response = await _host.PostAsync(Activities.Json("event-readReceipt"));
        Assert.Equal([(TeamsHost.Mia, Activities.PressedCard)], seen);
    }

    [Fact]
    public async Task An_event_that_goes_wrong_is_logged_and_the_person_hears_nothing()
    {
        await LinkAsync();
        _host.Get<TeamsEvents>().SeenAsync = (_, _, _) => throw new StorageUnavailableException("locked");
        var before = _host.Connector.Calls.Count;

        using var response = await _host.PostAsync(Activities.Json("event-readReceipt"));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(before, _host.Connector.Calls.Count);
        Assert.Contains(_host.Logs.Lines, l => l.Contains("The storage could not be used in the turn", StringComparison.Ordinal));
    }

    /// <summary>Makes the person known, so that the next call to the connector is the answer.</summary>
    private async Task LinkAsync() => await _host.InvokeAsync(Activities.Execute("tel", "link"));
}
