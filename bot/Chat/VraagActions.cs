using System.Globalization;
using Isop.Bot.Cards;
using Isop.Bot.Tussenevaluaties;
using Isop.Core.Meldingen;

namespace Isop.Bot.Chat;

/// <summary>The way to the onderwijsbureau and back: a question in the person's own words, and the answer as a card.</summary>
internal sealed class VraagActions(MeldingStore meldingen, Zaken zaken)
{
    public void Map(CardCatalog catalog)
    {
        catalog.Kind(MeldingStore.AnswerKind, ComposeAnswerAsync);
        catalog.Command(Woorden.Vraag, (c, _) => ValueTask.FromResult<CardAnswer>(new CardAnswer.Show(VraagCards.Ask(Woorden.After(c.Text), c.Now))));
        catalog.Verb(Chatverbs.StuurVraag, SendAsync);
    }

    private async ValueTask<CardAnswer> SendAsync(CardAction action, CancellationToken ct)
    {
        var tekst = action.Text("tekst")?.ReplaceLineEndings("\n").Trim() ?? "";
        if (tekst.Length == 0)
        {
            return new CardAnswer.Say("Schrijf eerst je vraag of melding op.");
        }

        if (tekst.Length > MeldingStore.LongestText)
        {
            return new CardAnswer.Say("Je bericht is te lang. Gebruik ten hoogste 2.000 tekens.");
        }

        return new CardAnswer.Show(VraagCards.Sent(await meldingen.AddAsync(action.Actor, null, tekst, action.Now, ct, MadeAt(action))));
    }

    /// <summary>When the card was made; a made-up moment counts for nothing.</summary>
    private static DateTimeOffset MadeAt(CardAction action) =>
        DateTimeOffset.TryParseExact(action.Text("kaart"), "s", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var made)
        && made <= action.Now && made > action.Now.AddYears(-1)
            ? made
            : action.Now;

    private async ValueTask<ComposedCard?> ComposeAnswerAsync(CardRequest request, CancellationToken ct)
    {
        if (request.Case.Length > 200 || await meldingen.FindAsync(request.Case, ct) is not { Antwoord: { } antwoord } melding || melding.Van != request.Person)
        {
            return null;
        }

        var z = await zaken.OpenAsync(melding.Case, request.Person, request.Now, ct);
        return new ComposedCard
        {
            Card = VraagCards.Answer(melding, antwoord, z is { Zijde: not null } ? $"tussenevaluatie van {z.StudentVoluit}" : null),
            Title = "Antwoord van het onderwijsbureau",
            Detail = FormulierCards.Shorten(melding.Tekst.ReplaceLineEndings(" "), 60),
            IsTask = false,
        };
    }
}
