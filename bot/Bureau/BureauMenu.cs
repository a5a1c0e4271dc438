using Isop.Bot.Web.Components;

namespace Isop.Bot.Bureau;

/// <summary>The menu of the onderwijsbureau's pages.</summary>
internal static class BureauMenu
{
    public static MenuItem Overzicht { get; } = new("/bureau", "Overzicht");
    public static MenuItem Voortgang { get; } = new("/bureau/voortgang", "Voortgang");
    public static MenuItem Berichten { get; } = new("/bureau/berichten", "Berichten");
    public static MenuItem Meldingen { get; } = new("/bureau/meldingen", "Meldingen");
    public static MenuItem Koppelingen { get; } = new("/bureau/koppelingen", "Koppelingen");
    public static MenuItem Register { get; } = new("/bureau/register", "Register");
    public static MenuItem Instrumenten { get; } = new("/bureau/instrumenten", "Instrumenten");
    public static MenuItem Logboek { get; } = new("/bureau/inzage", "Logboek");

    public static IReadOnlyList<MenuItem> Items { get; } =
        [Overzicht, Voortgang, Berichten, Meldingen, Koppelingen, Register, Instrumenten, Logboek];
}
