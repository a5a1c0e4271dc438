using System.Globalization;
using Isop.Bot.Cards;
using Isop.Core.Bezorging;
using Isop.Core.Register;
using Isop.Core.Time;

namespace Isop.Bot.Bezorging;

/// <summary>
/// What the delivery side brings to the chat: opening a task from a list, the list itself, and a person's wishes
/// about messages.
/// </summary>
public sealed class BezorgCards(CardCatalog catalog, Berichten berichten, Postvak postvak)
{
    private const string GoneText = "Deze taak is al klaar.";

    /// <summary>Adds the verbs and words to the catalogue.</summary>
    public void Register()
    {
        catalog.Verb("open", OpenAsync);
        catalog.Verb("taken", (action, token) => TakenAsync(action.Actor, action.Now, token));
        catalog.Verb("voorkeuren", (action, token) => VoorkeurenAsync(action.Actor, action.Now, null, token));
        catalog.Verb("voorkeuren.opslaan", SaveVoorkeurenAsync);
        catalog.Command("taken", (command, token) => TakenAsync(command.Actor, command.Now, token));
        catalog.Command("voorkeuren", (command, token) => VoorkeurenAsync(command.Actor, command.Now, null, token));
    }

    private async ValueTask<CardAnswer> OpenAsync(CardAction action, CancellationToken cancellationToken)
    {
        if (await FindAsync(action, cancellationToken) is not { } card)
        {
            return new CardAnswer.Say(GoneText);
        }

        await card.ReadAsync(cancellationToken);
        return new CardAnswer.Show(card.Card);
    }

    /// <summary>The card that the button's kind and case name, as this actor may see it: composing checks the rights.</summary>
    private async ValueTask<ComposedCard?> FindAsync(CardAction action, CancellationToken cancellationToken) =>
        action.Text("kind") is { } kind && action.Text("case") is { Length: > 0 } @case && catalog.Kinds.TryGetValue(kind, out var compose)
            ? await compose(new CardRequest { Person = action.Actor, Kind = kind, Case = @case, Now = action.Now }, cancellationToken)
            : null;

    private async ValueTask<CardAnswer> TakenAsync(PersonId person, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var taken = await postvak.TakenAsync(person, now, cancellationToken);
        return taken.Count == 0 ? new CardAnswer.Say("Je hebt nu niets te doen.") : new CardAnswer.Show(Takenlijst.CardOf(taken));
    }

    private async ValueTask<CardAnswer> SaveVoorkeurenAsync(CardAction action, CancellationToken cancellationToken)
    {
        var (voorkeuren, fault) = Read(action);
        if (voorkeuren is null)
        {
            return await VoorkeurenAsync(action.Actor, action.Now, fault, cancellationToken);
        }

        await berichten.SaveVoorkeurenAsync(action.Actor, voorkeuren, action.Now, cancellationToken);
        return await VoorkeurenAsync(action.Actor, action.Now, "Bewaard.", cancellationToken);
    }

    private static (Voorkeuren? Wishes, string? Fault) Read(CardAction action)
    {
        if (!Enum.TryParse<Ritme>(action.Text("ritme"), out var ritme) || !Enum.IsDefined(ritme))
        {
            return (null, "Kies hoe vaak je berichten wilt.");
        }

        if (!Enum.TryParse<DayOfWeek>(action.Text("weekdag"), out var weekdag) || weekdag is DayOfWeek.Saturday or DayOfWeek.Sunday)
        {
            return (null, "Kies een dag van maandag tot en met vrijdag.");
        }

        DateOnly? pauze = null;
        if (action.Text("pauzeTot") is { Length: > 0 } text)
        {
            var today = AmsterdamTime.DateOf(action.Now);
            if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var until)
                || until > today.AddDays(92))
            {
                return (null, "Een pauze kan hooguit drie maanden duren. Kies een eerdere dag.");
            }

            pauze = until > today ? until : null;
        }

        var days = (action.Text("werkdagen") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(d => Enum.TryParse<DayOfWeek>(d, out var day) ? day : DayOfWeek.Sunday)
            .Where(d => d is not (DayOfWeek.Saturday or DayOfWeek.Sunday)).Distinct().Order().ToList();
        return (new Voorkeuren { Ritme = ritme, Weekdag = weekdag, PauzeTot = pauze, Werkdagen = days.Count == 5 ? [] : days }, null);
    }

    private async ValueTask<CardAnswer> VoorkeurenAsync(
        PersonId person, DateTimeOffset now, string? melding, CancellationToken cancellationToken)
    {
        var wishes = await berichten.VoorkeurenAsync(person, cancellationToken);
        var today = AmsterdamTime.DateOf(now);
        DayOfWeek[] week = [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday];
        var view = new VoorkeurenView
        {
            Ritme = wishes.Ritme.ToString(),
            Weekdag = wishes.Weekdag.ToString(),
            Werkdagen = string.Join(',', wishes.Werkdagen.Count == 0 ? week : wishes.Werkdagen),
            PauzeTot = wishes.PauzeTot > today ? wishes.PauzeTot.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : "",
            Melding = melding,
        };
        return new CardAnswer.Show(VoorkeurenCard.Render(view, CardJson.Default.VoorkeurenView, "Hoe vaak wil je berichten?"));
    }

    private static readonly CardTemplate VoorkeurenCard = CardTemplate.Load("Bezorging/voorkeuren");
}

public sealed record VoorkeurenView
{
    public required string Ritme { get; init; }
    public required string Weekdag { get; init; }
    public required string Werkdagen { get; init; }

    /// <summary>yyyy-MM-dd, or empty.</summary>
    public required string PauzeTot { get; init; }

    /// <summary>What happened with the last attempt to save; null when there was none.</summary>
    public required string? Melding { get; init; }
}
