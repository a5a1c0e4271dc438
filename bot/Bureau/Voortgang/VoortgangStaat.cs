using Isop.Bot.Web.Components;
using Isop.Core.Tussenevaluaties;

namespace Isop.Bot.Bureau.Voortgang;

/// <summary>How far a tussenevaluatie is, as the bureau may know it. Every case is in exactly one of these.</summary>
public enum VoortgangStaat
{
    Gepland,
    Open,
    EenIngevuld,
    BeideIngevuld,
    Besproken,
    TeLaat,
    KloptNiet,
    Vervallen,
}

internal static class VoortgangStaten
{
    public static IReadOnlyList<VoortgangStaat> All { get; } =
    [
        VoortgangStaat.TeLaat, VoortgangStaat.KloptNiet, VoortgangStaat.Open, VoortgangStaat.EenIngevuld, VoortgangStaat.BeideIngevuld,
        VoortgangStaat.Besproken, VoortgangStaat.Gepland, VoortgangStaat.Vervallen,
    ];

    public static VoortgangStaat Of(Zaak zaak, DateOnly today) => zaak switch
    {
        { Loopt: true, Twijfel: not null } => VoortgangStaat.KloptNiet,
        { Fase: Fase.Gepland or Fase.Leervragen } => VoortgangStaat.Gepland,
        { Fase: Fase.Vervallen } => VoortgangStaat.Vervallen,
        { Fase: Fase.Open } => Open(zaak.Deadline, zaak.Student is not null || zaak.Mentor is not null, today),

        // Its author showed the only form.
        { Fase: Fase.Zichtbaar, Vrijgegeven: not null, Gesprek: { Verslag: null, ZonderFormulier: null } } => VoortgangStaat.EenIngevuld,
        { Fase: Fase.Besproken } or { Gesprek.Verslag: not null } or { Gesprek.ZonderFormulier: not null } => VoortgangStaat.Besproken,
        _ => VoortgangStaat.BeideIngevuld,
    };

    /// <summary>How many are in each, in the order of the pages.</summary>
    public static IReadOnlyList<(VoortgangStaat Staat, int Count)> Tel(IEnumerable<VoortgangRegel> regels)
    {
        var counts = regels.CountBy(r => r.Staat).ToDictionary();
        return [.. All.Select(s => (s, counts.GetValueOrDefault(s)))];
    }

    /// <summary>The same on another day, which may only make what is open late.</summary>
    public static VoortgangStaat Op(this VoortgangRegel regel, DateOnly today) =>
        regel is { Zichtbaar: false, Staat: VoortgangStaat.Open or VoortgangStaat.EenIngevuld or VoortgangStaat.TeLaat }
            ? Open(regel.Deadline, regel.StudentIngevuld || regel.BegeleiderIngevuld, today) : regel.Staat;

    private static VoortgangStaat Open(DateOnly deadline, bool ingevuld, DateOnly today) =>
        today > deadline ? VoortgangStaat.TeLaat : ingevuld ? VoortgangStaat.EenIngevuld : VoortgangStaat.Open;

    public static string Word(this VoortgangStaat staat) => staat switch
    {
        VoortgangStaat.Gepland => "nog niet open",
        VoortgangStaat.Open => "open",
        VoortgangStaat.EenIngevuld => "één ingevuld",
        VoortgangStaat.BeideIngevuld => "beide ingevuld",
        VoortgangStaat.Besproken => "besproken",
        VoortgangStaat.TeLaat => "te laat",
        VoortgangStaat.KloptNiet => "klopt niet",
        _ => "vervallen",
    };

    /// <summary>The word in an address.</summary>
    public static string Code(this VoortgangStaat staat) => staat switch
    {
        VoortgangStaat.Gepland => "gepland",
        VoortgangStaat.Open => "open",
        VoortgangStaat.EenIngevuld => "een-ingevuld",
        VoortgangStaat.BeideIngevuld => "beide-ingevuld",
        VoortgangStaat.Besproken => "besproken",
        VoortgangStaat.TeLaat => "te-laat",
        VoortgangStaat.KloptNiet => "klopt-niet",
        _ => "vervallen",
    };

    public static VoortgangStaat? Parse(string? code)
    {
        foreach (var staat in All)
        {
            if (staat.Code() == code)
            {
                return staat;
            }
        }

        return null;
    }

    public static Tone Tone(this VoortgangStaat staat) => staat switch
    {
        VoortgangStaat.TeLaat => Web.Components.Tone.Error,
        VoortgangStaat.KloptNiet => Web.Components.Tone.Warn,
        VoortgangStaat.BeideIngevuld or VoortgangStaat.Besproken => Web.Components.Tone.Ok,
        _ => Web.Components.Tone.Info,
    };
}
