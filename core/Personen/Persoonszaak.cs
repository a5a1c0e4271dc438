using System.Text.Json.Nodes;
using Isop.Core.Register;
using Isop.Core.Tussenevaluaties;

namespace Isop.Core.Personen;

/// <summary>A case as one of its people may have it in an export: without what is private to the others.</summary>
internal static class Persoonszaak
{
    public static JsonObject For(Zaak zaak, PersonId person)
    {
        var takesPart = zaak.ZijdeVan(person) is not null;
        var gesprek = zaak.Gesprek;
        var isStudent = zaak.Deelnemers.Student == person;
        var seen = zaak with
        {
            // In the student's own words.
            Leervragen = isStudent ? zaak.Leervragen : [],
            Twijfel = zaak.Twijfel?.Door == person ? zaak.Twijfel : null,
            Notitiemakers = [.. zaak.Notitiemakers.Where(n => n == person)],
            Verloop = new Verloop(),
            Gesprek = gesprek with
            {
                Voorstellen = takesPart ? gesprek.Voorstellen : [],
                KanNiet = takesPart ? gesprek.KanNiet : null,
                Verslag = takesPart || gesprek.Verslag?.Door == person ? gesprek.Verslag : null,
                Terugblikken = [.. gesprek.Terugblikken.Where(t => t.Van == person)],
                ZonderFormulier = isStudent || zaak.Deelnemers.Opleider == person ? gesprek.ZonderFormulier : null,
            },
        };
        var json = Persoonsexport.Node(seen, CoreJson.Default.Zaak)!.AsObject();
        foreach (var (name, inzending) in new[] { ("student", zaak.Student), ("mentor", zaak.Mentor) })
        {
            // When another filled in is nobody else's business.
            if (inzending is not null && inzending.Auteur != person)
            {
                json[name]!.AsObject().Remove("op");
            }
        }

        return json;
    }
}
