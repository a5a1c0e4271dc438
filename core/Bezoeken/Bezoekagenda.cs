using Isop.Core.Agenda;
using Isop.Core.Register;

namespace Isop.Core.Bezoeken;

/// <summary>The visits of a person as appointments: those that are agreed or made, and those that were called off.</summary>
public sealed class Bezoekagenda(BezoekStore store, CurrentRegister register) : IAgendaBron
{
    public static string UidOf(string bezoek) => $"bezoek-{bezoek}@isop";

    public async Task<IReadOnlyList<Afspraak>> AfsprakenVan(PersonId persoon, DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        var current = await register(cancellationToken);
        List<Afspraak> afspraken = [];
        foreach (var jaar in await store.VanPersoonAsync(persoon, current, Persoonsagenda.DagenTussen(from, to), cancellationToken))
        {
            afspraken.AddRange(jaar.Bezoeken
                .Where(b => b.LaatsteMoment is { } m && from <= m.Datum && m.Datum <= to && Bezoekregels.IsBetrokken(jaar, b, persoon, current))
                .Select(b => Of(jaar, b, persoon, current)));
        }

        return afspraken;
    }

    private static Afspraak Of(Bezoekjaar jaar, Bezoek b, PersonId lezer, RegisterSnapshot register)
    {
        var moment = b.LaatsteMoment!.Value;
        var organisatie = register.FindOrganisatie(b.Organisatie);
        var stage = register.FindStage(b.Stage);
        var student = register.Find(b.Student);
        var bezoeker = register.Find(b.Waarnemer ?? jaar.Bezoeker);
        return new Afspraak
        {
            Uid = UidOf(b.Id),
            Volgnummer = b.Volgnummer,
            Titel = lezer == b.Student ? $"Bezoek van {bezoeker?.Naam ?? "je opleiding"}" : $"Bezoek aan {student?.Naam ?? "een student"}{(stage is null ? "" : $", {stage.Groep}")}",
            Omschrijving = $"{bezoeker?.Naam ?? "De bezoeker"} komt op bezoek bij {(lezer == b.Student ? "jou" : student?.Roepnaam ?? "de student")}.",
            Plaats = organisatie is null ? null : $"{organisatie.Naam}, {organisatie.Plaats}",
            Datum = moment.Datum,
            Tijd = Bezoektijd.Of(moment.Deel, Math.Min(b.Plek, Bezoektijd.Plekken(moment.Deel) - 1)),
            Organisator = bezoeker is null ? null : new Adres(bezoeker.Naam, bezoeker.Email),
            Deelnemers = [.. Bezoekregels.Betrokkenen(b, register).Distinct().Select(register.Find).OfType<Persoon>().Where(p => p.Beeindigd is null).Select(p => new Adres(p.Naam, p.Email))],
            Vervallen = b.Staat is not (Bezoekstaat.Bevestigd or Bezoekstaat.Geweest),
            Gewijzigd = b.Gewijzigd,
        };
    }
}
