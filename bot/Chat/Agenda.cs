using Isop.Bot.Tussenevaluaties;
using Isop.Core.Agenda;
using Isop.Core.Register;
using Isop.Core.Time;
using Isop.Core.Tussenevaluaties;

namespace Isop.Bot.Chat;

/// <summary>
/// Something on a person's calendar: a day or a period, whom it is about where that is not the person, or where it is, and from when.
/// </summary>
public sealed record Agendapunt(DateOnly Van, DateOnly Tot, string Tekst, string? Wie = null, TimeOnly? Tijd = null);

/// <summary>
/// What stands on a person's calendar for the coming weeks: the stage, days off there, the tussenevaluaties, and the appointments of every
/// capability that has them. Pure.
/// </summary>
internal static class Agenda
{
    public const int Weken = 8;

    private const int MostNames = 4;

    private static readonly KalenderSoort[] DaysOff = [KalenderSoort.Vakantie, KalenderSoort.VrijeDag, KalenderSoort.Studiedag];

    public static IReadOnlyList<Agendapunt> Of(Betrokkene lezer, IEnumerable<ZaakView> zaken, IEnumerable<Afspraak> afspraken)
    {
        var today = lezer.Vandaag;
        var until = today.AddDays(Weken * 7);
        return
        [
            .. OfStages(lezer, lezer.EigenStages, own: true)
                .Concat(OfStages(lezer, lezer.Begeleidt.Concat(lezer.AlsOpleider).DistinctBy(s => s.Id), own: false))
                .Concat(zaken.SelectMany(z => OfZaak(z, today)))
                .Concat(OfAfspraken(afspraken))
                .Where(p => p.Tot >= today && p.Van <= until)
                .GroupBy(p => p with { Wie = null })
                .Select(g => g.Key with { Wie = Names([.. g.Select(p => p.Wie).OfType<string>().Distinct().Order(StringComparer.CurrentCulture)]) })
                .OrderBy(p => p.Van).ThenBy(p => p.Tot).ThenBy(p => p.Tijd).ThenBy(p => p.Tekst, StringComparer.Ordinal),
        ];
    }

    private static IEnumerable<Agendapunt> OfStages(Betrokkene lezer, IEnumerable<Stage> stages, bool own)
    {
        var register = lezer.Register;
        foreach (var stage in stages.Where(s => s.IsOngoing(lezer.Vandaag)))
        {
            if (register.FindStudent(stage.Student) is not { } student)
            {
                continue;
            }

            var who = own ? null : register.Find(stage.Student)?.Naam;
            var location = register.FindOrganisatie(stage.Organisatie);
            foreach (var row in register.Kalender.RowsOf(KalenderSoort.Stageweek, stage, student.Opleiding))
            {
                yield return new Agendapunt(row.Van, row.Tot, $"Stageweek: {row.Naam}", who);
            }

            foreach (var row in DaysOff.SelectMany(soort => register.Kalender.RowsOf(soort, stage, student.Opleiding)))
            {
                var open = row is { Soort: KalenderSoort.Vakantie, Opleiding: null } && location is { SluitInVakantie: false };
                yield return new Agendapunt(row.Van, row.Tot, open ? $"{row.Naam} ({location!.Naam} blijft open)" : row.Naam, row.Opleiding is null ? null : who);
            }

            if (stage.Van > lezer.Vandaag)
            {
                yield return new Agendapunt(stage.Van, stage.Van, $"Stage begint bij {location?.Naam ?? stage.Organisatie}", who);
            }

            yield return new Agendapunt(stage.Tot, stage.Tot, $"Laatste dag van de stage bij {location?.Naam ?? stage.Organisatie}", who);
        }
    }

    private static IEnumerable<Agendapunt> OfZaak(ZaakView z, DateOnly today)
    {
        var zaak = z.Zaak;
        var who = z.Zijde == Zijde.Student ? null : z.StudentVoluit;
        if (zaak.Fase is Fase.Gepland or Fase.Leervragen)
        {
            yield return new Agendapunt(zaak.Opening, zaak.Opening, "Tussenevaluatie gaat open", who);
        }

        // Whether the other side has submitted is not for this list: only one's own part decides.
        var mine = z.Zijde is { } zijde && zaak.InzendingVan(zijde) is not null;
        if (!mine && zaak.Fase is Fase.Gepland or Fase.Leervragen or Fase.Open)
        {
            yield return zaak.Deadline < today
                ? new Agendapunt(today, today, $"De tussenevaluatie moest klaar zijn op {z.Deadline}", who)
                : new Agendapunt(zaak.Deadline, zaak.Deadline, z.Zijde is null ? "Laatste dag van de tussenevaluatie" : "Laatste dag om de tussenevaluatie in te vullen", who);
        }

        if (z.Zijde is not null && zaak.Loopt && zaak.Gesprek is { Afgesproken: { } moment, Verslag: null })
        {
            var (day, time) = (DateOnly.FromDateTime(moment), TimeOnly.FromDateTime(moment));
            yield return new Agendapunt(day, day, $"Gesprek over de tussenevaluatie, {Dutch.Time(time)}", z.Zijde == Zijde.Student ? $"met {z.Mentoren}" : who, time);
        }
    }

    /// <summary>What was called off is left out; what went to another visitor comes twice under one name, and stands here once.</summary>
    private static IEnumerable<Agendapunt> OfAfspraken(IEnumerable<Afspraak> afspraken) => afspraken
        .Where(a => !a.Vervallen).DistinctBy(a => a.Uid)
        .Select(a => new Agendapunt(
            a.Datum, a.Datum, a.Tijd is { } tijd ? $"{a.Titel}, {Dutch.Hour(tijd.Van)} tot {Dutch.Time(tijd.Tot)}" : a.Titel, a.Plaats, a.Tijd?.Van));

    private static string? Names(IReadOnlyList<string> names) => names.Count switch
    {
        0 => null,
        <= MostNames => Dutch.List(names),
        _ => $"{string.Join(", ", names.Take(MostNames))} en nog {names.Count - MostNames}",
    };
}
