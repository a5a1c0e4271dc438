using Isop.Bot.Web.Components;
using Isop.Core.Toegang;

namespace Isop.Bot.Bureau;

/// <summary>The menu of the pages under /bureau.</summary>
internal static class BureauMenu
{
    public static MenuItem Overzicht { get; } = new("/bureau", "Overzicht");
    public static MenuItem Voortgang { get; } = new("/bureau/voortgang", "Voortgang");
    public static MenuItem Berichten { get; } = new("/bureau/berichten", "Berichten");
    public static MenuItem Meldingen { get; } = new("/bureau/meldingen", "Meldingen");
    public static MenuItem Koppelingen { get; } = new("/bureau/koppelingen", "Koppelingen");
    public static MenuItem Webhooks { get; } = new("/bureau/webhooks", "Webhooks");
    public static MenuItem Register { get; } = new("/bureau/register", "Register");
    public static MenuItem Instrumenten { get; } = new("/bureau/instrumenten", "Instrumenten");
    public static MenuItem StageEvaluaties { get; } = new("/bureau/stage-evaluaties", "Stage-evaluaties");
    public static MenuItem Trainingen { get; } = new("/bureau/trainingen", "Trainingen");
    public static MenuItem Beoordelaars { get; } = new("/bureau/bevoegdheid", "Beoordelaars");
    public static MenuItem Logboek { get; } = new("/bureau/inzage", "Logboek");

    /// <summary>What this person can open.</summary>
    public static IReadOnlyList<MenuItem> For(Rechten rechten) =>
    [
        .. rechten.KrijgtOverzicht ? [Overzicht] : Array.Empty<MenuItem>(),
        .. rechten.Heeft(Recht.Staat) ? [Voortgang] : Array.Empty<MenuItem>(),
        .. rechten.Heeft(Recht.Bereikbaarheid) ? [Berichten] : Array.Empty<MenuItem>(),
        .. rechten.Heeft(Recht.StageEvaluatie) ? [StageEvaluaties] : Array.Empty<MenuItem>(),
        .. rechten.Heeft(Recht.Bevoegdheid) ? [Beoordelaars] : Array.Empty<MenuItem>(),
        .. rechten.Heeft(Recht.Beheer) ? [Trainingen, Meldingen, Koppelingen, Webhooks, Register, Instrumenten, Logboek] : Array.Empty<MenuItem>(),
    ];
}
