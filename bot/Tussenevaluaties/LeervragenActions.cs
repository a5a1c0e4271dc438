using Isop.Bot.Cards;
using Isop.Core.Time;
using Isop.Core.Tussenevaluaties;

namespace Isop.Bot.Tussenevaluaties;

/// <summary>"Waar wil jij feedback op?": a week before the opening, zero to three items in the student's own words.</summary>
internal sealed class LeervragenActions(Zaken zaken)
{
    public void Map(CardCatalog catalog)
    {
        catalog.Kind(Kaarten.Leervragen, ComposeAsync);
        catalog.Verb(Verbs.Leervragen, GiveAsync);
    }

    private async ValueTask<ComposedCard?> ComposeAsync(CardRequest request, CancellationToken ct)
    {
        if (await zaken.OpenAsync(request.Case, request.Person, request.Now, ct) is not { Zijde: Zijde.Student } z)
        {
            return null;
        }

        var before = z.Zaak.Fase is Fase.Gepland or Fase.Leervragen;
        var waits = before && !z.Zaak.LeervragenGegeven;
        if (!waits && request.Occasion.Length > 0)
        {
            return null;
        }

        return new ComposedCard
        {
            Card = waits ? VragenCards.Leervragen(z) : Given(z),
            Title = "Waar wil jij feedback op?",
            Detail = $"tot {Dutch.Day(z.Zaak.Opening)}",
            About = z.Zaak.Deelnemers.Student,
            // The form opens with them that day.
            Deadline = z.Zaak.Opening.AddDays(-1),
            IsTask = waits,
        };
    }

    private async ValueTask<CardAnswer> GiveAsync(CardAction action, CancellationToken ct)
    {
        if (await zaken.OpenAsync(action.Text("zaak"), action.Actor, action.Now, ct) is not { } z)
        {
            return Zaken.Unknown();
        }

        if (z.Zijde != Zijde.Student)
        {
            return Zaken.NotYours();
        }

        if (action.Text("opnieuw") is not null && z.Zaak.Fase is Fase.Gepland or Fase.Leervragen)
        {
            return new CardAnswer.Show(VragenCards.Leervragen(z));
        }

        string[] vragen = action.Text("geen") is not null ? [] : [action.Text("v1") ?? "", action.Text("v2") ?? "", action.Text("v3") ?? ""];
        if (action.Text("geen") is null && vragen.All(string.IsNullOrWhiteSpace))
        {
            return new CardAnswer.Say("Schrijf een leervraag op, of kies ‘Geen eigen vragen’.");
        }

        var done = await zaken.DoAsync(z, new Opdracht.GeefLeervragen(action.Actor, vragen), ct, Zaken.Gezien(action));
        return done.IsOud ? new CardAnswer.Show(VragenCards.Leervragen(done.View, vragen, done.Refused))
            : done.Refused is { } refused ? new CardAnswer.Say(refused)
            : new CardAnswer.Show(Given(done.View));
    }

    public static RenderedCard Given(ZaakView z)
    {
        var before = z.Zaak.Fase is Fase.Gepland or Fase.Leervragen;
        IReadOnlyList<string> alineas = z.Zaak.Leervragen.Count == 0
            ? ["Je hebt geen eigen vragen toegevoegd."]
            : [.. z.Zaak.Leervragen.Select((v, i) => $"{i + 1}. {v}")];
        return FormulierCards.Tell(
            z,
            before ? "Je leervragen zijn bewaard" : "Je leervragen staan vast",
            [.. alineas, before ? $"Je kunt ze aanpassen tot {Dutch.Day(z.Zaak.Opening)}." : "Ze staan in jullie formulieren."],
            Kaarten.Leervragen,
            before ? [Knop.Of("Aanpassen", Verbs.Leervragen, ("zaak", z.Zaak.Id), ("opnieuw", "ja"))] : []);
    }
}
