using Isop.Core.Register;
using Isop.Core.StageEvaluaties;
using Isop.Core.StageEvaluaties.Rapportage;
using Isop.Core.Time;

namespace Isop.Bot.StageEvaluaties.Rapporten;

/// <summary>The reports that somebody may open today, and one of them as that person sees it.</summary>
internal sealed class Rapportlade(
    Jaaruitgaven uitgaven, Opmerkingen opmerkingen, OudereRapporten ouder, VragenlijstStore lijsten, RegisterStore registers)
{
    /// <summary>The last year first; a year without one for this person is left out.</summary>
    public async ValueTask<IReadOnlyList<Rapportjaar>> VanAsync(PersonId lezer, DateTimeOffset now, CancellationToken ct)
    {
        var register = await registers.CurrentAsync(ct);
        List<Rapportjaar> years = [];
        foreach (var stand in await uitgaven.AlleAsync(ct))
        {
            var mine = Rapportlezers.Van(register, lezer, [.. await uitgaven.SleutelsAsync(stand.Studiejaar, ct)], AmsterdamTime.DateOf(now));
            if (mine.Count > 0)
            {
                years.Add(new Rapportjaar(stand.Studiejaar, [.. mine.Keys.Select(s => (s, s.Onderwerp(register))).OrderBy(s => s.Item2.Soort).ThenBy(s => s.Item2.Naam, Bureau.BureauText.Names)]));
            }
        }

        return years;
    }

    /// <summary>Null when there is no such report for this person.</summary>
    public async ValueTask<Rapportbeeld?> BeeldAsync(PersonId lezer, string studiejaar, string sleutel, DateTimeOffset now, CancellationToken ct)
    {
        if (!Rapportsleutel.TryParse(sleutel, out var key) || await uitgaven.StandAsync(studiejaar, ct) is not { } stand
            || await uitgaven.RapportAsync(studiejaar, key, ct) is not { } own)
        {
            return null;
        }

        var register = await registers.CurrentAsync(ct);
        var mine = Rapportlezers.Van(register, lezer, [.. await uitgaven.SleutelsAsync(studiejaar, ct)], AmsterdamTime.DateOf(now));
        return mine.TryGetValue(key, out var asWhom) ? await MaakAsync(register, asWhom, stand, key, own, ct) : null;
    }

    private async ValueTask<Rapportbeeld> MaakAsync(
        RegisterSnapshot register, Lezer lezer, Jaaruitgavestand stand, Rapportsleutel key, Rapport own, CancellationToken ct)
    {
        var before = (await uitgaven.AlleAsync(ct)).FirstOrDefault(j => string.CompareOrdinal(j.Studiejaar, stand.Studiejaar) < 0);
        var comments = key.IsEenheid && lezer is Lezer.Opleider or Lezer.Directeur
            ? await opmerkingen.VrijAsync(own, ct)
            : new Dictionary<string, IReadOnlyList<string>>();
        var catalog = await lijsten.CurrentAsync(ct);
        return Rapportbeeld.Maak(new Rapportbron
        {
            Onderwerp = key.Onderwerp(register),
            Lezer = lezer,
            Eigen = own,
            Partnerschap = key == Rapportsleutel.Partnerschap ? null : await uitgaven.RapportAsync(stand.Studiejaar, Rapportsleutel.Partnerschap, ct),
            Vorige = before is null ? null : await uitgaven.RapportAsync(before.Studiejaar, key, ct),
            Lijsten = [.. catalog.Applied.Reverse()],
            Opmerkingen = comments,
            Gedaan = stand.Gedaan,
            Ouder = await ouder.VanAsync(key, ct),
        });
    }
}

/// <summary>What there is to open of a study year.</summary>
public sealed record Rapportjaar(string Studiejaar, IReadOnlyList<(Rapportsleutel Sleutel, Rapportonderwerp Onderwerp)> Rapporten);
