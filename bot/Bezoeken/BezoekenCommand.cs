using System.Runtime.CompilerServices;
using Isop.Bot.Cards;
using Isop.Bot.Chat;
using Isop.Core.Bezoeken;
using Isop.Core.Register;
using Isop.Core.Time;

namespace Isop.Bot.Bezoeken;

/// <summary>The words about visits: "bezoeken", "mijn dag", "mijn dinsdag", "afwezig van … tot …"; and what waits in "taken".</summary>
internal sealed class BezoekenCommand(Bezoekjaren jaren)
{
    public void Map(CardCatalog catalog)
    {
        catalog.Command(Woorden.Bezoeken, ChatActions.Briefly(ShowAsync));
        catalog.Command(Woorden.Dag, ChatActions.Briefly(DayAsync));
        catalog.Command(Woorden.Afwezig, AwayAsync);
        catalog.AddTasks(TasksAsync);
    }

    private async ValueTask<CardAnswer> ShowAsync(ChatCommand command, CancellationToken ct)
    {
        var all = await jaren.VanAsync(command.Actor, command.Now, ct);
        return new CardAnswer.Show(all.FirstOrDefault(z => z.IsBezoeker) is { } own
            ? JaarCards.Jaar(own)
            : BezoekCards.Lijst(command.Actor, all, AmsterdamTime.DateOf(command.Now)));
    }

    /// <summary>Today; the next such weekday when one is named.</summary>
    private async ValueTask<CardAnswer> DayAsync(ChatCommand command, CancellationToken ct)
    {
        var today = AmsterdamTime.DateOf(command.Now);
        var all = await jaren.VanAsync(command.Actor, command.Now, ct);
        if (all.Count == 0)
        {
            return new CardAnswer.Say("Er staan geen bezoeken voor je klaar.");
        }

        var named = Enum.GetValues<DayOfWeek>().Where(d => command.Text.Contains(Dutch.Weekday(d), StringComparison.OrdinalIgnoreCase)).Select(d => (DayOfWeek?)d).FirstOrDefault();
        var date = Datumtekst.Alle(command.Text, today) is [var typed, ..] ? typed : named is { } day ? today.AddDays(((int)day - (int)today.DayOfWeek + 7) % 7) : today;
        return new CardAnswer.Show(BezoekCards.Dag(all.FirstOrDefault(z => z.IsBezoeker) ?? all[0], date, all));
    }

    private async ValueTask<CardAnswer> AwayAsync(ChatCommand command, CancellationToken ct)
    {
        var today = AmsterdamTime.DateOf(command.Now);
        var all = await jaren.VanAsync(command.Actor, command.Now, ct);
        if (all.FirstOrDefault(z => z.IsBezoeker) is not { } z)
        {
            return new CardAnswer.Say("Dit woord is voor studiecoaches en mwb-ers met bezoeken. Ben je student en ziek? Meld je af bij je stageplek en je opleiding.");
        }

        var dates = Datumtekst.Alle(command.Text, today);
        // Half a sentence, or the bare word, must not call off a day of visits.
        var half = dates.Count == 1 && command.Text.Contains(" van ", StringComparison.OrdinalIgnoreCase);
        if (half || dates.Count is 0 or > 2)
        {
            return new CardAnswer.Say("Schrijf het zo: afwezig vandaag, of: afwezig van 12-10 tot 16-10. De bezoeken van vandaag worden dan meteen afgezegd.");
        }

        var (from, to) = dates.Count == 1 ? (dates[0], dates[0]) : (dates[0], dates[1]);
        var was = Bevestigd(z, from, to);
        var (fresh, refused) = await jaren.DoAsync(z, new Bezoekopdracht.MeldAfwezig(command.Actor, new Dagen(from, to)), ct);
        if (refused is not null)
        {
            return new CardAnswer.Say(refused);
        }

        var (off, waits) = (was - Bevestigd(fresh, from, to), fresh.Jaar.Bezoeken.Count(b => b.Wacht));
        List<string> said = [$"Je bent afwezig {(from == to ? $"op {Dutch.Day(from)}" : $"van {Dutch.Day(from)} tot en met {Dutch.Day(to)}")}."];
        if (off > 0)
        {
            said.Add($"{Dutch.Count(off, "bezoek is", "bezoeken zijn")} afgezegd; iedereen die erbij hoort krijgt nu bericht.");
        }

        if (waits > 0)
        {
            said.Add($"{Dutch.Count(waits, "bezoek wacht", "bezoeken wachten")} op een waarnemer.");
        }

        return new CardAnswer.Show(JaarCards.Jaar(fresh, melding: string.Join(' ', said)));
    }

    private static int Bevestigd(Bezoekzicht z, DateOnly from, DateOnly to) =>
        z.Jaar.Bezoeken.Count(b => b.Staat == Bezoekstaat.Bevestigd && b.Moment!.Value.Datum >= from && b.Moment.Value.Datum <= to);

    private async IAsyncEnumerable<OpenTask> TasksAsync(PersonId person, DateTimeOffset now, [EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var z in await jaren.VanAsync(person, now, ct))
        {
            if (z.Jaar.Bezoeken.Any(b => b.Opleider == person && b.Staat == Bezoekstaat.Gevraagd && b.Moment!.Value.Datum >= z.Vandaag))
            {
                yield return new OpenTask(Bezoekkaarten.Aanvraag, z.Jaar.Id);
            }

            if (z.IsBezoeker && BezoekActions.IsTaskOfVisitor(z))
            {
                yield return new OpenTask(Bezoekkaarten.Jaar, z.Jaar.Id);
            }

            var unreported = z.Jaar.Bezoeken.Where(b => b is { Staat: Bezoekstaat.Bevestigd, Wacht: false } && b.Moment!.Value.Datum < z.Vandaag && (b.Waarnemer ?? z.Jaar.Bezoeker) == person)
                .Select(b => b.Moment!.Value.Datum).Distinct().Order().Take(5);
            foreach (var day in unreported)
            {
                yield return new OpenTask(Bezoekkaarten.Dag, Bezoekkaarten.ZaakVan(z.Jaar.Id, Datumtekst.Iso(day)));
            }

            foreach (var b in z.Jaar.Bezoeken.Where(b => b.Student == person && b.Verslag is { Extra: not null, Gelezen: null }))
            {
                yield return new OpenTask(Bezoekkaarten.Bezoek, Bezoekkaarten.ZaakVan(z.Jaar.Id, b.Id));
            }
        }
    }
}
