using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Isop.Bot.Teams;
using Isop.Bot.Tussenevaluaties;
using Isop.Bot.Web;
using Isop.Bot.Web.Links;
using Isop.Core.Instrumenten;
using Isop.Core.Register;
using Isop.Core.Storage;
using Isop.Core.Tussenevaluaties;
using Isop.Tests.Teams;
using Isop.Tests.Tussenevaluaties;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Isop.Tests.Storage;

/// <summary>What a turn in Teams asks of Table Storage within half a minute of the one before: docs/storage.md and docs/cost.md reckon with these figures.</summary>
public sealed partial class TransactiesTests
{
    private int _turn;

    [Fact]
    public async Task A_turn_takes_at_most_four_transactions()
    {
        CountingStore counted = null!;
        await using var host = TeamsHost.Create(new TeamsHostOptions
        {
            Store = file => new RecentReads(
                counted = new CountingStore(file), new FakeTimeProvider(), RegisterStore.Recent, InstrumentStore.Recent, PersonLinks.Recent),
            Settings = new Dictionary<string, string?> { [$"Isop:Tenants:{Activities.Tenant}:1"] = "linde.example" },
            Beside = services =>
            {
                services.AddOptions<WebOptions>().Configure(o => o.PublicUrl = new Uri("https://isop.test"));
                services.AddSingleton<MailedLinks>();
                Wereld.AddTo(services);
            },
        });
        await using var w = await Wereld.InAsync(host.Services, host.Time);
        await w.PlanAsync(11, 23, 10);
        await w.PlanAsync(11, 25);
        var student = (await w.GrondslagAsync()).Register.Data.Personen.First(p => p.Id == Proefstage.Gijs);
        host.Connector.Member(Activities.ObjectId, student.Email);
        var question = Steps().Match(await TurnAsync("0")).Groups[1].Value;
        Assert.NotEmpty(question);
        Assert.Equal(3, await CountAsync(() => TurnAsync("0")));

        Assert.Equal(2, await CountAsync(() => TurnAsync("1")));
        Assert.Equal(3, await CountAsync(async () => Assert.Contains(
            "\"revisie\":\"1\"", await TurnAsync("1", ("pagina", "0"), ($"s_{question}", "sterk"), ($"t_{question}", "Mooi.")), StringComparison.Ordinal)));
        Assert.InRange(await CountAsync(() => PressAsync("open", ("kind", Kaarten.Formulier), ("case", Wereld.ZaakId))), 1, 4);

        async Task<int> CountAsync(Func<Task> turn)
        {
            var before = counted.Transactions;
            await turn();
            return counted.Transactions - before;
        }

        Task<string> TurnAsync(string to, params (string Name, string Value)[] more) =>
            PressAsync(Verbs.Blader, [("zaak", Wereld.ZaakId), ("naar", to), ("revisie", "0"), .. more]);

        async Task<string> PressAsync(string verb, params (string Name, string Value)[] data) =>
            (await host.InvokeAsync(Activities.Execute(verb, $"turn-{++_turn}", Data([("verb", verb), .. data])))).GetRawText();
    }

    [GeneratedRegex("\"s_([^\"]+)\"")]
    private static partial Regex Steps();

    private static JsonObject Data(params (string Name, string Value)[] data) =>
        new(data.Select(d => KeyValuePair.Create(d.Name, (JsonNode?)d.Value)));
}
