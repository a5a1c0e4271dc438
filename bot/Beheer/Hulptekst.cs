using System.Text;

namespace Isop.Bot.Beheer;

/// <summary>What --help prints.</summary>
internal static class Hulptekst
{
    private const string Intro = """
        ISOP: de tussenevaluatie, bezoeken en berichten van het partnerschap, in Teams en in de browser.

        Gebruik:
          Isop.Bot [instellingen]              start de website en de bot
          Isop.Bot <opdracht> [instellingen]   voert één opdracht uit en stopt

        Opdrachten:
        """;

    private const string Settings = """

        Instellingen:
          --Isop:Storage=<waar>      de opslag; zonder deze instelling het bestand isop.db in deze map
          --Isop:Backup=<waar>       waar elke nacht een backup heen gaat: een map, of een container in Azure
          --Isop:BackupKey=<bestand> de sleutel van de backups; zonder deze instelling isop-backup.key
          --environment=<omgeving>   Development of Production
          Elke instelling kan ook een omgevingsvariabele zijn: Isop__Storage.

        Afloop (exit code):
          0  gelukt, of het was al zo
          1  geweigerd: er staan fouten in de invoer, of het mag nu niet. Er is niets veranderd
          2  de opdracht is niet goed getypt
          3  de opslag is niet bereikbaar, of deze identiteit mag er niet bij
          4  een instelling ontbreekt of klopt niet
          5  een fout in ISOP zelf
          6  deze persoon doet nog mee: laat hem of haar eerst stoppen. Er is niets gewist
          7  gedeeltelijk gelukt: de uitvoer zegt wat er nog moet gebeuren
        """;

    /// <summary>Per command what it does, one or more lines.</summary>
    private static readonly Dictionary<string, string[]> Uitleg = new()
    {
        ["import"] = [
            "Leest een register in (.xlsx, of een zip met csv) en past het toe.",
            "Met een fout in het bestand verandert er niets; elke fout staat op een regel.",
            "--proef       laat alleen zien wat er zou veranderen",
            "--bevestigd   ook toepassen als meer dan 2 % van de mensen of stages stopt"],
        ["status"] = [
            "Laat zien hoe het gaat: opslag, register, verzending, wat niet aankwam.",
            "--berichten   elk bericht dat niet aankwam, met de id voor ‘resend’"],
        ["resend"] = ["Stuurt een bericht dat niet aankwam opnieuw, meteen."],
        ["persoon export"] = [
            "Maakt een zip met alles wat ISOP over deze persoon bewaart, om aan die persoon te geven (recht op inzage).",
            "Wat van iemand anders is, zoals eigen notities, staat er niet in. Het overzicht in de zip zegt wat er niet in staat.",
            "--naar <map>  de map voor de zip; zonder deze optie deze map"],
        ["persoon wis"] = [
            "Wist een persoon uit alles wat ISOP bewaart (recht op vergetelheid), en zegt wat zonder naam blijft en waarom.",
            "Vraagt eerst om het adres nog eens te typen. Afgebroken? Geef de opdracht nog eens: hij gaat verder.",
            "--proef       laat alleen zien hoeveel er weggaat",
            "--ja          vraagt niets; nodig in een script",
            "--ook-actief  ook iemand die nog in het register van nu staat: die stopt dan eerst, per vandaag"],
        ["backup"] = [
            "Bewaart alles wat is opgeslagen in één versleuteld bestand.",
            "De sleutel staat in het bestand van Isop:BackupKey. Zonder die sleutel is de backup niets waard: bewaar hem apart."],
        ["restore"] = [
            "Zet een backup terug: een bestand, of de naam van een backup in Isop:Backup.",
            "Dat kan alleen in een lege opslag, terwijl de website en de functies uit staan."],
        ["sleutel vernieuw"] = [
            "Maakt een nieuwe sleutel om certificaten mee te ondertekenen. Wat al ondertekend is, blijft te controleren.",
            "Staat de sleutel in een kluis (Isop:Certificaten:Sleutel)? Maak dan daar een nieuwe versie."],
    };

    public static string Tekst()
    {
        var text = new StringBuilder().AppendLine(Intro);
        foreach (var vorm in Opdrachtregel.Alle)
        {
            text.Append("  ").AppendLine(vorm.Gebruik);
            foreach (var line in Uitleg[vorm.Naam])
            {
                text.Append("      ").AppendLine(line);
            }
        }

        return text.Append(Settings).ToString();
    }
}
