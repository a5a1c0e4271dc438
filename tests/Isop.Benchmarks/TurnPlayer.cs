using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Isop.Core.Register;
using Isop.Core.Tussenevaluaties;

namespace Isop.Benchmarks;

/// <summary>
/// One person with one form: makes the activities of the buttons and keeps what the answers say, as a Teams client does. A turn
/// that was not saved, or did not show a page, is an error and not a figure.
/// </summary>
internal sealed partial class TurnPlayer(PersonId person, string zaak)
{
    private readonly List<string[]> _questions = [];
    private int _revision;
    private int _page;
    private int _turn;

    /// <summary>
    /// A store with a register of this size whose tussenevaluatie is open, and as many linked students, each the player of an own form.
    /// </summary>
    public static async Task<IReadOnlyList<TurnPlayer>> PrepareAsync(string database, int students, int players)
    {
        await using var roster = await FakeConnector.StartAsync(new ConnectorScript());
        await using var store = Opstelling.Open(database);
        var data = GeneratedRegister.Make(students);
        await store.SetClockAsync(11, 16, 6, 30);
        await store.ImportAsync(data);
        await store.PlanAsync();
        await store.SetClockAsync(11, 18, 9, 15);
        await store.PlanAsync();
        roster.Know(data.Personen);
        var cases = new Verwachtingen(await store.Get<RegisterStore>().CurrentAsync(CancellationToken.None), new DateOnly(2026, 11, 18)).All.Take(players).ToList();
        await store.LinkAsync(cases.Select(v => v.Deelnemers.Student), roster.Address, keepConversation: false);
        return [.. cases.Select(v => new TurnPlayer(v.Deelnemers.Student, v.Zaak))];
    }

    /// <summary>Asks for the first page.</summary>
    public async Task OpenAsync(TurnConnection connection, string token)
    {
        if (!await TryLearnPageAsync(connection, token))
        {
            throw new InvalidOperationException("The first page did not come.");
        }
    }

    /// <summary>Reads through the pages once to learn their questions.</summary>
    public async Task LearnAsync(TurnConnection connection, string token)
    {
        await OpenAsync(connection, token);
        while (await TryLearnPageAsync(connection, token))
        {
            // Until the overview, which asks nothing.
        }
    }

    private async Task<bool> TryLearnPageAsync(TurnConnection connection, string token)
    {
        var answer = Encoding.UTF8.GetString((await connection.PostAsync(token, Turn(null, _questions.Count, []))).Span);
        var page = Steps().Matches(answer).Select(m => m.Groups[1].Value).Distinct().ToArray();
        if (page.Length > 0)
        {
            _questions.Add(page);
        }

        return page.Length > 0;
    }

    /// <summary>Saves the page this person is at, with other answers than before, and goes to the next.</summary>
    public async ValueTask SaveAsync(TurnConnection connection, string token)
    {
        var next = (_page + 1) % _questions.Count;
        var answer = await connection.PostAsync(token, Turn(_page, next, _questions[_page]));
        _revision++;
        if (answer.Span.IndexOf(Encoding.ASCII.GetBytes($"\"revisie\":\"{_revision}\"")) < 0)
        {
            throw new InvalidOperationException($"A page was not saved: {Encoding.UTF8.GetString(answer.Span)}");
        }

        _page = next;
    }

    /// <summary>Turns to a page without saving one.</summary>
    public async ValueTask ReadAsync(TurnConnection connection, string token)
    {
        _page = (_page + 1) % _questions.Count;
        var answer = await connection.PostAsync(token, Turn(null, _page, []));
        if (answer.Span.IndexOf(Encoding.ASCII.GetBytes($"\"s_{_questions[_page][0]}\"")) < 0)
        {
            throw new InvalidOperationException($"A page did not come: {Encoding.UTF8.GetString(answer.Span)}");
        }
    }

    private byte[] Turn(int? from, int to, string[] answered)
    {
        var turn = ++_turn;
        var step = (turn / Math.Max(1, _questions.Count)) % 2 == 0 ? "zichtbaar" : "sterk";
        var inputs = new StringBuilder();
        foreach (var question in answered)
        {
            inputs.Append(CultureInfo.InvariantCulture, $",\"s_{question}\":\"{step}\",\"t_{question}\":\"Je nam de kring rustig over, de kinderen letten goed op ({turn}).\"");
        }

        var page = from is { } number ? number.ToString(CultureInfo.InvariantCulture) : "";
        return Encoding.UTF8.GetBytes($$$"""
            {"type":"invoke","name":"adaptiveCard/action","id":"f:{{{person}}}-{{{turn}}}","timestamp":"2026-11-18T09:15:30.123Z",
            "localTimestamp":"2026-11-18T10:15:30.123+01:00","serviceUrl":"{{{TokenServer.ServiceUrl}}}","channelId":"msteams",
            "from":{"id":"29:1XJKJMvc5GBtc2JwZq0oj8tHZmzrQgFmB39ATiQWA85gQtHieVkKilBZ9XHoq9j7Zaqt7CZ-NJWi7me2kHTL3Bw","name":"Iemand","aadObjectId":"{{{person}}}"},
            "conversation":{"conversationType":"personal","tenantId":"{{{Opstelling.Tenant}}}","id":"a:{{{person}}}"},
            "recipient":{"id":"28:{{{TokenServer.AppId}}}","name":"ISOP"},
            "entities":[{"locale":"nl-NL","country":"NL","platform":"Android","timezone":"Europe/Amsterdam","type":"clientInfo"}],
            "channelData":{"tenant":{"id":"{{{Opstelling.Tenant}}}"},"source":{"name":"message"},"legacy":{"replyToId":"1:1hEpNbT"}},
            "replyToId":"1763885700000","value":{"action":{"type":"Action.Execute","title":"Verder","verb":"tussenevaluatie.blader",
            "data":{"verb":"tussenevaluatie.blader","zaak":{{{JsonSerializer.Serialize(zaak)}}},"revisie":"{{{_revision}}}","pagina":"{{{page}}}","naar":"{{{to}}}"{{{inputs}}}}},
            "trigger":"manual"},"locale":"nl-NL","localTimezone":"Europe/Amsterdam"}
            """);
    }

    [GeneratedRegex("\"s_([^\"]+)\"")]
    private static partial Regex Steps();
}
