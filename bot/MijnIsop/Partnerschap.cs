using Isop.Bot.Bureau;
using Isop.Bot.Bureau.Voortgang;
using Isop.Core.Kwaliteitsimpulsen;
using Isop.Core.Register;
using Isop.Core.Toegang;

namespace Isop.Bot.MijnIsop;

/// <summary>The partnership in counts: nobody is in it by name, and no number is of one to four people.</summary>
public sealed record PartnerschapView
{
    public required Partnerschapcijfers Cijfers { get; init; }

    /// <summary>How many tussenevaluaties there are; null when that is not told.</summary>
    public required int? Totaal { get; init; }

    /// <summary>Null for a state that is not told.</summary>
    public required IReadOnlyList<(VoortgangStaat Staat, int? Count)> Staten { get; init; }

    /// <summary>What is late by board, the most first; null where that is not told.</summary>
    public required IReadOnlyList<(string Bestuur, int? TeLaat)> Risicos { get; init; }
    public required string? Jaar { get; init; }

    /// <summary>Whether this reader sees what organisations and boards want to do better.</summary>
    public required bool ZietImpulsen { get; init; }
}

/// <summary>What the register says of today.</summary>
/// <param name="Interprofessioneel">Leerteams with students of several opleidingen and levels (opleidingsplan §1.2.3).</param>
public sealed record Partnerschapcijfers(int Organisaties, int Studenten, int Werkplekbegeleiders, int Leerteams, int Interprofessioneel)
{
    /// <summary>"45 nu, ten minste 100" (opleidingsplan §1.2.3, §2.2.1).</summary>
    public const int Doel = 100;

    public static Partnerschapcijfers Van(RegisterSnapshot register, DateOnly today)
    {
        var running = register.Data.Stages.Where(s => s.Runs(today)).ToList();
        return new Partnerschapcijfers(
            register.Data.Organisaties.Count(o => o.Opleidingsorganisatie), running.Select(s => s.Student).Distinct().Count(),
            running.SelectMany(s => s.Werkplekbegeleiders).Distinct().Count(), register.Data.Leerteams.Count,
            register.Data.Leerteams.Count(l => IsInterprofessioneel(register, l, today)));
    }

    /// <summary>Both mbo and hbo, and so several opleidingen (opleidingsplan Tabel 4).</summary>
    private static bool IsInterprofessioneel(RegisterSnapshot register, Leerteam leerteam, DateOnly today)
    {
        var (mbo, hbo) = (false, false);
        foreach (var stage in leerteam.Organisaties.SelectMany(register.StagesAt).Where(s => s.Runs(today)))
        {
            if (register.FindStudent(stage.Student) is { } student)
            {
                (mbo, hbo) = (mbo || student.Opleiding.IsMbo, hbo || student.Opleiding.IsHbo);
            }
        }

        return mbo && hbo;
    }
}

internal sealed class PartnerschapLader(Standtelling telling)
{
    public async ValueTask<PartnerschapView> LaadAsync(Kijker k, string? jaar, CancellationToken ct)
    {
        var all = jaar is null ? null : await telling.ReadAsync(jaar, k, ct);
        var standen = all?.Voor(k.Rechten, Recht.Aantallen, VoortgangFilter.AllePerioden) ?? [];
        var staten = Telling.Verdeeld(standen);
        var late = standen.Where(s => s.Bestuur.Length > 0).GroupBy(s => s.Bestuur)
            .Select(g => (Bestuur: g.Key, TeLaat: g.Where(s => s.Staat == VoortgangStaat.TeLaat).Sum(s => s.Aantal))).ToList();
        // Only by board where the total is told as well: parts of what is hidden would tell it.
        var parts = staten.First(s => s.Staat == VoortgangStaat.TeLaat).Count is null ? [.. late.Select(_ => (int?)null)] : Kleinaantal.Verdeel([.. late.Select(l => l.TeLaat)]);
        var names = k.Register.Data.Besturen.ToDictionary(b => b.Code, b => b.Naam);
        return new PartnerschapView
        {
            Cijfers = k.Register.Once(k.Vandaag, Partnerschapcijfers.Van),
            Totaal = Kleinaantal.Tel(standen.Sum(s => s.Aantal)),
            Staten = staten,
            Risicos = [.. late.Select((l, i) => (names.GetValueOrDefault(l.Bestuur, l.Bestuur), parts[i])).OrderByDescending(r => r.Item2).ThenBy(r => r.Item1, BureauText.Names)],
            Jaar = jaar,
            ZietImpulsen = Impulskring.Van(k.Register, k.Id, k.Vandaag).ZietAlles,
        };
    }
}
