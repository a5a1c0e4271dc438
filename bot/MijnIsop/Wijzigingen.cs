using Isop.Bot.Bureau;
using Isop.Bot.Bureau.Verzending;
using Isop.Core.Register;
using Isop.Core.Time;

namespace Isop.Bot.MijnIsop;

/// <summary>What changes in the stages: for who places students and is their first contact (opleidingsplan Tabel 4). No state of any form.</summary>
public sealed record WijzigingenView
{
    /// <summary>Stages that begin in the coming four weeks, and that were ended in the last four.</summary>
    public required (int Begint, int Beeindigd) Stages { get; init; }

    /// <summary>What each version of the register changed, the latest first.</summary>
    public required IReadOnlyList<Wijzigingenronde> Rondes { get; init; }
}

/// <param name="Wanneer">"23 november 2026 om 9.04 uur".</param>
/// <param name="Samen">"3 nieuw, 1 verhuisd en 2 gestopt".</param>
/// <param name="Meer">How many are not in <paramref name="Regels"/>.</param>
public sealed record Wijzigingenronde(string Wanneer, string Samen, IReadOnlyList<Wijzigingsregel> Regels, int Meer);

/// <param name="Href">The page on how to reach this student.</param>
/// <param name="Wanneer">From or until which day; null where that says nothing.</param>
public sealed record Wijzigingsregel(string Naam, string Href, string Wat, string? Wanneer);

internal sealed class WijzigingenLader(RegisterStore registers)
{
    public const int Dagen = 28;

    /// <summary>Of each version, and versions: what a page still shows well.</summary>
    private const int MeesteRegels = 40;
    private const int MeesteRondes = 5;
    private const int MeesteVersies = 30;

    private volatile Gemaakt? _last;

    /// <summary>Worked out once for a register and a day: a version says the same to everybody.</summary>
    public async ValueTask<WijzigingenView> LaadAsync(Kijker k, CancellationToken ct)
    {
        if (_last is { } last && last.Register == k.Register && last.Dag == k.Vandaag)
        {
            return last.View;
        }

        var rondes = await registers.StagewijzigingenAsync(k.Register.Version, k.Now.AddDays(-Dagen), MeesteVersies, ct);
        var view = new WijzigingenView { Stages = Aantallen(k.Register, k.Vandaag), Rondes = [.. rondes.Take(MeesteRondes).Select(r => Ronde(r, k.Register))] };
        _last = new Gemaakt(k.Register, k.Vandaag, view);
        return view;
    }

    private static (int, int) Aantallen(RegisterSnapshot register, DateOnly today)
    {
        var (from, to) = (today.AddDays(-Dagen), today.AddDays(Dagen));
        var stages = register.Data.Stages;
        return (
            stages.Count(s => today < s.Van && s.Van <= to && s.Beeindigd is null),
            stages.Count(s => s.Beeindigd is { } end && from <= end && end <= today));
    }

    private static Wijzigingenronde Ronde(Stagewijzigingsronde ronde, RegisterSnapshot register)
    {
        var w = ronde.Wijzigingen;
        (int Aantal, string Woord)[] samen = [(w.Nieuw, "nieuw"), (w.Verhuisd, "verhuisd"), (w.Gewijzigd, "gewijzigd"), (w.Gestopt, "gestopt")];
        var regels = w.Eerste.Select(e => Regel(e, register)).OfType<Wijzigingsregel>().Take(MeesteRegels).ToList();
        return new Wijzigingenronde(
            BureauText.Moment(ronde.Op), Dutch.List([.. samen.Where(s => s.Aantal > 0).Select(s => $"{BureauText.Number(s.Aantal)} {s.Woord}")]), regels, w.Totaal - regels.Count);
    }

    /// <summary>As the register is now; null for who was erased since.</summary>
    private static Wijzigingsregel? Regel(Stagewijziging wijziging, RegisterSnapshot register) =>
        register.FindStage(wijziging.Stage) is not { } stage || register.Find(stage.Student) is not { } student ? null : new Wijzigingsregel(
            student.Naam, $"{BerichtenEndpoints.Path}/persoon/{student.Id}",
            wijziging.Soort switch
            {
                Stagewijzigingsoort.Nieuw => $"nieuw bij {Waar(register, stage)}",
                Stagewijzigingsoort.Verhuisd when wijziging.Was is { } was && register.FindStage(was) is { } from => $"van {Waar(register, from)} naar {Waar(register, stage)}",
                Stagewijzigingsoort.Verhuisd => $"naar {Waar(register, stage)}",
                Stagewijzigingsoort.Gewijzigd => $"{Anders(wijziging.Anders)} bij {Waar(register, stage)}",
                Stagewijzigingsoort.Gestopt => $"gestopt bij {Waar(register, stage)}",
                _ => throw new ArgumentOutOfRangeException(nameof(wijziging)),
            },
            wijziging.Soort switch
            {
                Stagewijzigingsoort.Gestopt => $"per {Dutch.ShortDay(stage.Beeindigd ?? stage.Tot)}",
                Stagewijzigingsoort.Gewijzigd => null,
                _ => $"vanaf {Dutch.ShortDay(stage.Van)}",
            });

    private static string Anders(Stagevelden velden) => Dutch.List(
    [
        .. new[] { (Stagevelden.Begeleiding, "andere begeleiding"), (Stagevelden.Groep, "andere groep"), (Stagevelden.Dagen, "andere dagen"), (Stagevelden.Datums, "andere datums") }
            .Where(v => velden.HasFlag(v.Item1)).Select(v => v.Item2).DefaultIfEmpty("gewijzigd"),
    ]);

    private static string Waar(RegisterSnapshot register, Stage stage) => register.FindOrganisatie(stage.Organisatie)?.Naam ?? stage.Organisatie;

    private sealed record Gemaakt(RegisterSnapshot Register, DateOnly Dag, WijzigingenView View);
}
