using Isop.Bot.Bureau;
using Isop.Bot.Web;
using Isop.Core.Register;
using Isop.Core.StageEvaluaties;
using Isop.Core.Time;

namespace Isop.Bot.StageEvaluaties.Beheer;

/// <summary>Gathers the page of the waves. Of a wave that is open it tells nothing of any organisation.</summary>
internal sealed class Evaluatiebeheer(
    GolfStore golven, Golfrooster rooster, Golfgeheimen geheimen, Jaaruitgaven uitgaven, VragenlijstStore lijsten, RegisterStore registers)
{
    /// <summary>A step of five percent is then five people or more: who looks twice in an hour does not see one answer come in.</summary>
    private const int MinstUitgenodigd = 100;

    /// <summary>So few answers, or so few missing, are not told of a closed wave either.</summary>
    private const int Weinig = Vrijgaveregels.LaagsteDrempel;

    /// <param name="now">The moment.</param>
    /// <param name="ct">Cancels.</param>
    /// <param name="fout">What was wrong with what somebody sent; null when nothing was.</param>
    /// <param name="getypt">The study year and the text of what was done with the answers, when that was wrong.</param>
    /// <param name="bestuur">Whose organisations there are to choose from; null for all.</param>
    public async ValueTask<IResult> ShowAsync(DateTimeOffset now, CancellationToken ct, string? fout = null, KeyValuePair<string, string>? getypt = null, string? bestuur = null)
    {
        List<GolfRegel> rows = [];
        foreach (var golf in (await golven.AlleAsync(ct)).Reverse())
        {
            rows.Add(new GolfRegel(golf, await ResponsAsync(golf, ct)));
        }

        var register = await registers.CurrentAsync(ct);
        var codes = register.Data.Organisaties.Where(o => bestuur is null || o.Bestuur == bestuur).Select(o => Eenheden.Van(register, o.Code)).Distinct().ToList();
        return Pages.Show<GolvenScreen>(
            new
            {
                Golven = rows,
                Jaren = await uitgaven.AlleAsync(ct),
                Lijsten = await lijsten.CurrentAsync(ct),
                Organisaties = Keuzelijst.IsTeLang(codes.Count) ? null
                    : codes.Select(e => KeyValuePair.Create(e, Eenheden.Naam(register, e))).OrderBy(e => e.Value, BureauText.Names).ToList(),
                // Where there are too many to choose from, a board comes first.
                Besturen = Keuzelijst.IsTeLang(register.Data.Organisaties.Count) ? BureauText.OpNaam(register.Data.Besturen, b => b.Naam) : [],
                Bestuur = bestuur,
                Vandaag = AmsterdamTime.DateOf(now),
                geheimen.IsApart,
                Fout = fout,
                Getypt = getypt,
            },
            fout is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
    }

    /// <summary>In steps of five percent while it is open, and not at all of few people.</summary>
    private async ValueTask<string?> ResponsAsync(Golf golf, CancellationToken ct)
    {
        if (golf.Staat is Golfstaat.Geteld or Golfstaat.Gesloten)
        {
            return golf.Ingevuld < Weinig || golf.Uitgenodigd - golf.Ingevuld < Weinig ? null : $"{BureauText.Number(golf.Ingevuld)} van {BureauText.Number(golf.Uitgenodigd)} uitnodigingen ({100 * golf.Ingevuld / golf.Uitgenodigd}%)";
        }

        if (golf.Staat != Golfstaat.Open)
        {
            return null;
        }

        var (invited, answered) = await rooster.ResponsAsync(golf, ct);
        return invited < MinstUitgenodigd
            ? $"{BureauText.Count(invited, "uitnodiging", "uitnodigingen")}. Zolang het er zo weinig zijn, laten we de respons niet zien."
            : $"ongeveer {5 * (int)Math.Round(20.0 * answered / invited)}% van {BureauText.Number(invited)} uitnodigingen";
    }
}

/// <summary>A wave on the page.</summary>
/// <param name="Golf">The wave.</param>
/// <param name="Respons">Of the whole partnership; null when there is nothing to say of it.</param>
public sealed record GolfRegel(Golf Golf, string? Respons);
