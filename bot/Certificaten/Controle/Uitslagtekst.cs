using Isop.Core.Certificaten;

namespace Isop.Bot.Certificaten.Controle;

/// <summary>What is said of a file that was compared, by this page and by its script.</summary>
internal static class Uitslagtekst
{
    public static string Van(Bestandsuitslag uitslag, Oordeel oordeel) => uitslag switch
    {
        Bestandsuitslag.Precies => $"Dit bestand is precies wat wij hebben verstrekt.{Maar(oordeel)}",
        Bestandsuitslag.Anders => "Dit bestand is anders dan wat wij hebben verstrekt. Vertrouw de feiten op deze pagina, niet het bestand.",
        Bestandsuitslag.BadgeKlopt => $"Deze badge hebben wij verstrekt, en er is niets aan veranderd.{Maar(oordeel)}",
        Bestandsuitslag.BadgeKloptNiet => "Deze badge is niet wat wij bij dit certificaat hebben verstrekt. Vertrouw de feiten op deze pagina, niet de badge.",
        Bestandsuitslag.Leeg => "Er zit niets in dit bestand. Kies het bestand van het certificaat.",
        Bestandsuitslag.TeGroot => "Dit bestand is groter dan 2 MB. Zo groot is geen certificaat van ons. Kies het bestand van het certificaat.",
        _ => "We konden dit bestand niet lezen. Kies het nog een keer.",
    };

    public static string Toon(Bestandsuitslag uitslag, Oordeel oordeel) => uitslag switch
    {
        Bestandsuitslag.Precies or Bestandsuitslag.BadgeKlopt => oordeel.Geldt ? "ok" : "warn",
        _ => "error",
    };

    /// <summary>A file that matches does not make a certificate valid again.</summary>
    private static string Maar(Oordeel oordeel) => oordeel.Geldigheid switch
    {
        Geldigheid.Geldig => "",
        Geldigheid.Verlopen => " Maar let op: het certificaat is verlopen.",
        Geldigheid.Vervangen => " Maar let op: het certificaat is vervangen door een nieuwer.",
        _ => " Maar let op: het certificaat is ingetrokken.",
    };
}
