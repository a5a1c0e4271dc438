using System.Globalization;
using Isop.Core.Agenda;
using Isop.Core.Register;

namespace Isop.Core.Certificaten.Trainingen;

/// <summary>The trainings of a person as appointments, each part one, also those that were called off.</summary>
public sealed class Trainingsagenda(TrainingStore store, CurrentRegister register) : IAgendaBron
{
    public static string UidOf(Training training, int deel) => string.Create(CultureInfo.InvariantCulture, $"training-{training.Id}-{deel}@isop");

    public async Task<IReadOnlyList<Afspraak>> AfsprakenVan(PersonId persoon, DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        var current = await register(cancellationToken);
        return
        [
            .. (await store.VanPersoonAsync(persoon, cancellationToken))
                .Where(t => t.Organisator == persoon || t.Find(persoon) is not null)
                .SelectMany(t => t.Delen.Index().Where(d => d.Item.Datum is { } day && from <= day && day <= to).Select(d => Of(t, d.Index, d.Item, current))),
        ];
    }

    private static Afspraak Of(Training training, int index, Trainingsdeel deel, RegisterSnapshot register)
    {
        var host = register.Find(training.Organisator);
        return new Afspraak
        {
            Uid = UidOf(training, index),
            Volgnummer = deel.Volgnummer,
            Titel = training.Delen.Count == 1 ? training.Wat.Naam : $"{training.Wat.Naam}: {deel.Naam.ToLowerInvariant()}",
            Plaats = Trainingsplaats.Waar(training, register),
            Datum = deel.Datum!.Value,
            Tijd = new Tijdvak(deel.Begin, deel.Einde),
            Organisator = host is null ? null : new Adres(host.Naam, host.Email),
            Deelnemers = [.. training.Deelnemers.Select(d => d.Persoon is { } p ? register.Find(p) : null).OfType<Persoon>().Where(p => p.Beeindigd is null).Select(p => new Adres(p.Naam, p.Email))],
            Vervallen = training.Afgezegd is not null,
            Gewijzigd = training.Gewijzigd,
        };
    }
}
