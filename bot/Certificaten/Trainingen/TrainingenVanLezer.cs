using Isop.Bot.Cards;
using Isop.Core.Certificaten.Trainingen;
using Isop.Core.Register;

namespace Isop.Bot.Certificaten.Trainingen;

/// <summary>Loads trainings for a reader, and carries out what the reader asks of one.</summary>
internal sealed class TrainingenVanLezer(TrainingStore store, RegisterStore registers)
{
    private const string NietMeer = "Deze training is er niet meer, of hoort niet bij jou. Typ 'training' om te zien hoe het nu is.";

    /// <summary>Null when there is none, or none for this reader.</summary>
    public async ValueTask<Trainingzicht?> OpenAsync(string? id, PersonId lezer, DateTimeOffset now, CancellationToken ct)
    {
        if (id is null || await store.FindAsync(id, ct) is not { } training)
        {
            return null;
        }

        var z = new Trainingzicht(training, store.Omgeving(await registers.CurrentAsync(ct), now), lezer);
        return z.Hoort ? z : null;
    }

    public async ValueTask<IReadOnlyList<Trainingzicht>> VanAsync(PersonId lezer, DateTimeOffset now, CancellationToken ct)
    {
        var om = store.Omgeving(await registers.CurrentAsync(ct), now);
        return [.. (await store.VanPersoonAsync(lezer, ct)).Select(t => new Trainingzicht(t, om, lezer)).Where(z => z.Hoort)];
    }

    /// <summary>Carries it out and answers the training as it is then, with the sentence of the refusal when it was refused.</summary>
    public async ValueTask<(Trainingzicht Zicht, string? Refused)> DoAsync(Trainingzicht z, Trainingsopdracht opdracht, CancellationToken ct)
    {
        var besluit = await store.DecideAsync(z.Training.Id, opdracht, z.Om.Register, z.Om.Now, ct);
        return (await AgainAsync(z, ct), besluit is Trainingsbesluit.Geweigerd no ? Trainingsweigeringen.Zin(no.Reden) : null);
    }

    public async ValueTask<Trainingzicht> AgainAsync(Trainingzicht z, CancellationToken ct) =>
        await store.FindAsync(z.Training.Id, ct) is { } fresh ? z with { Training = fresh } : z;

    public static CardAnswer Unknown() => new CardAnswer.Say(NietMeer);
}
