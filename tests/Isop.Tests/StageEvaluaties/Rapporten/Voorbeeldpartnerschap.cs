using Isop.Core.StageEvaluaties;
using Isop.Core.StageEvaluaties.Rapportage;

namespace Isop.Tests.StageEvaluaties.Rapporten;

/// <summary>120 organisations over four study years, made up and released as the real ones are.</summary>
internal static class Voorbeeldpartnerschap
{
    public const string Studiejaar = "2029-2030";
    private const int Organisaties = 120, Eerste = 2026, Laatste = 2029;

    private static readonly Lazy<IReadOnlyList<Jaaruitgave>> Once = new(Maak);

    public static Jaaruitgave Uitgave => Once.Value[^1];

    public static Jaaruitgave Vorige => Once.Value[^2];

    /// <summary>The report of an organisation, of a board ("b3"), or of the partnership ("").</summary>
    public static Rapportbron Bron(string code, Lezer lezer, string naam) => new()
    {
        Onderwerp = new(naam, code.Length == 0 ? Rapportsoort.Partnerschap : code[0] == 'b' ? Rapportsoort.Bestuur : Rapportsoort.Organisatie),
        Lezer = lezer, Eigen = Van(Uitgave, code)!, Vorige = Van(Vorige, code), Partnerschap = code.Length == 0 ? null : Uitgave.Partnerschap,
        Lijsten = [Voorbeeldlijst.Alles],
    };

    /// <summary>An organisation with the most to show of each kind.</summary>
    public static string Rijk => Uitgave.Eenheden.MaxBy(e => (e.Value.Punten.Select(p => p.GetType()).Distinct().Count(), e.Value.Punten.Count(p => p is Punt.Toon))).Key;

    public static string Arm => Uitgave.Eenheden.First(e => e.Value.Respons is null).Key;

    /// <summary>Everything there is, for the eye.</summary>
    public static Rapportbron Volledig { get; } = Bron(Rijk, Lezer.Opleider, "Kindcentrum De Lorkeboom") with
    {
        Opmerkingen = new Dictionary<string, IReadOnlyList<string>>
        {
            ["goed"] =
            [
                "Dat je vanaf de eerste dag meedoet met het team. Ik stond meteen op de lijst voor de studiedag.",
                "De vaste gesprekken op dinsdag, ook als het druk is.", "Dat je fouten mag maken.",
            ],
            ["beter"] =
            [
                "Ik wist de eerste weken niet goed wat er van me verwacht werd. Een blad met afspraken zou helpen.",
                "=SOM(A1:A9) is wat ik vaker wil oefenen: rekenen met de groep.",
            ],
        },
        Gedaan = "Jullie vroegen om duidelijkheid over wat er van je verwacht wordt. Vanaf dit jaar krijgt iedere student in week 1 een gesprek met de opleider, met afspraken op papier.\n\nOok is er voortaan elke maand intervisie.",
        Ouder = [new("HBOspiegel stage 2024-2025", new DateOnly(2025, 9, 12), new Uri("https://isop.example/stukken/hbospiegel-2025.pdf")), new("HBOspiegel stage 2022-2023", new DateOnly(2023, 9, 20), new Uri("https://isop.example/stukken/hbospiegel-2023.pdf"))],
    };

    private static Rapport? Van(Jaaruitgave uitgave, string code) => code.Length == 0 ? uitgave.Partnerschap
        : uitgave.Eenheden.GetValueOrDefault(code) ?? uitgave.Besturen.GetValueOrDefault(code);

    private static List<Jaaruitgave> Maak()
    {
        var random = new Random(2026);
        List<Celtelling> tellingen = [];
        var orgs = Enumerable.Range(0, Organisaties).Select(i => (Code: $"o{i:000}", Bestuur: $"b{random.Next(28)}", Groot: random.Next(2, 11), Sfeer: (random.NextDouble() - 0.5) * 1.1)).ToList();
        var items = Voorbeeldlijst.Items.Select(i => (i.Item, Gemiddeld: 3.4 + (random.NextDouble() * 0.9))).ToList();
        var eigen = orgs.ToDictionary(o => o.Code, _ => items.Select(_ => (random.NextDouble() - 0.5) * 1.3).ToArray());
        for (var jaar = Eerste; jaar <= Laatste; jaar++)
        {
            foreach (var org in orgs)
            {
                var antwoordt = 0.22 + (random.NextDouble() * 0.5);
                for (var half = 1; half <= 2; half++)
                {
                    var ingevuld = Enumerable.Range(0, org.Groot).Count(_ => random.NextDouble() < antwoordt);
                    tellingen.Add(new Celtelling
                    {
                        Golf = $"{jaar}-{half}", Studiejaar = $"{jaar}-{jaar + 1}", Halfjaar = half, Eenheid = org.Code, Bestuur = org.Bestuur,
                        Uitgenodigd = org.Groot, Ingevuld = ingevuld, Terugkeer = [0, 0, 0, 0, 0, 0],
                        Items = [.. items.Select((item, i) => Telling(random, item.Item, ingevuld, item.Gemiddeld + org.Sfeer + eigen[org.Code][i]))],
                    });
                }
            }
        }

        List<Jaaruitgave> uitgaven = [];
        for (var jaar = Eerste; jaar <= Laatste; jaar++)
        {
            var known = tellingen.Where(t => string.CompareOrdinal(t.Studiejaar, $"{jaar}-{jaar + 1}") <= 0).ToList();
            uitgaven.Add(Jaarronde.Maak($"{jaar}-{jaar + 1}", known, [], Voorbeeldlijst.Items, uitgaven.Count == 0 ? Grootboek.Leeg : uitgaven[^1].Grootboek, new Vrijgaveregels()));
        }

        return uitgaven;
    }

    private static Itemtelling Telling(Random random, string item, int ingevuld, double mean)
    {
        var steps = new int[Vragenlijst.AantalStappen];
        var none = 0;
        for (var i = 0; i < ingevuld; i++)
        {
            if (random.Next(20) == 0)
            {
                none++;
                continue;
            }

            steps[(int)Math.Clamp(Math.Round(mean + ((random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5) * 1.5)), 1, 5) - 1]++;
        }

        return new Itemtelling(item, steps, none);
    }
}
