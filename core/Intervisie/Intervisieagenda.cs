using System.Globalization;
using Isop.Core.Agenda;
using Isop.Core.Bezorging;
using Isop.Core.Register;

namespace Isop.Core.Intervisie;

/// <summary>The bijeenkomsten of a person as appointments, also those that were called off.</summary>
public sealed class Intervisieagenda(IntervisieStore store, CurrentRegister register) : IAgendaBron
{
    /// <summary>A code of a leerteam may hold anything, so its number stands for it; the id tells the bijeenkomsten apart.</summary>
    public static string UidOf(Intervisiereeks reeks, Bijeenkomst b) =>
        string.Create(CultureInfo.InvariantCulture, $"intervisie-{StableHash.Of(reeks.Id):x8}-{reeks.Van:yyyyMMdd}-{b.Id}@isop");

    public async Task<IReadOnlyList<Afspraak>> AfsprakenVan(PersonId persoon, DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        var current = await register(cancellationToken);
        var days = Persoonsagenda.DagenTussen(from, to);
        return
        [
            .. (await store.VanPersoonAsync(persoon, current, days, cancellationToken))
                .SelectMany(reeks => reeks.Bijeenkomsten
                    .Where(b => from <= b.Datum && b.Datum <= to && (reeks.Begeleider == persoon || b.NietMeer.Contains(persoon) || Intervisieregels.Genodigden(reeks, b, current).Contains(persoon)))
                    .Select(b => Of(reeks, b, persoon, current))),
        ];
    }

    private static Afspraak Of(Intervisiereeks reeks, Bijeenkomst b, PersonId lezer, RegisterSnapshot register)
    {
        var begeleider = register.Find(reeks.Begeleider);
        var location = register.FindOrganisatie(b.Locatie ?? reeks.Organisaties[0]);
        return new Afspraak
        {
            Uid = UidOf(reeks, b),
            Volgnummer = b.Volgnummer,
            Titel = $"Intervisie {reeks.Naam}",
            Omschrijving = b.Thema.Length > 0 ? $"Thema: {b.Thema}" : null,
            Plaats = location is null ? null : $"{location.Naam}, {location.Plaats}{(b.Plaats.Length > 0 ? $" ({b.Plaats})" : "")}",
            Datum = b.Datum,
            Tijd = new Tijdvak(b.Tijd, b.Einde),
            Organisator = begeleider is null ? null : new Adres(begeleider.Naam, begeleider.Email),
            Deelnemers = [.. Intervisieregels.Genodigden(reeks, b, register).Where(p => p != reeks.Begeleider).Select(register.Find).OfType<Persoon>()
                .Where(p => p.Beeindigd is null).Select(p => new Adres(p.Naam, p.Email))],
            Vervallen = b.Staat == Bijeenkomststaat.Overgeslagen || b.NietMeer.Contains(lezer),
            Gewijzigd = b.Gewijzigd,
        };
    }
}
