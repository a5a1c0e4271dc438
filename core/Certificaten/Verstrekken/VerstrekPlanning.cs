using Isop.Core.Bezorging;
using Isop.Core.Certificaten.Badges;
using Isop.Core.Certificaten.Trainingen;

namespace Isop.Core.Certificaten.Verstrekken;

/// <summary>
/// The planning job of certificates: hands over what was decided and is not done, and looks again until it is. Running twice, or two at once,
/// gives the result of one run.
/// </summary>
public sealed class VerstrekPlanning(Outbox outbox, CertificaatStore certificaten, Verstrekker verstrekker, Statuslijsten statuslijsten, IVerstrekrij rij)
{
    private static readonly TimeSpan LooksAgain = TimeSpan.FromMinutes(15);

    /// <summary>Answers how many deliveries were added: none by itself, who issues adds them.</summary>
    public async ValueTask<int> WakeAsync(IReadOnlyCollection<string> cases, DateTimeOffset now, CancellationToken ct)
    {
        foreach (var @case in cases.Distinct())
        {
            var open = await OpenAsync(@case, ct);
            await rij.StuurAsync(open, ct);
            if (open.Count > 0 && await OpenAsync(@case, ct) is { Count: > 0 })
            {
                Intent again = new WakeIntent { Capability = Certificaatregels.Capability, Case = @case, Due = now + LooksAgain };
                var partition = Verstrekzaak.Lees(@case) is { } training ? TrainingStore.PartitionOf(training) : CertificaatStore.PartitionOf(Certificaatnummer.Parse(@case));
                await outbox.CommitAsync(partition, [], [again], ct);
            }
        }

        return 0;
    }

    private async ValueTask<IReadOnlyList<Verstrekbon>> OpenAsync(string @case, CancellationToken ct)
    {
        if (Verstrekzaak.Lees(@case) is { } training)
        {
            var open = await verstrekker.OpenAsync(training, ct) ?? [];
            if (open.Count == 0)
            {
                // The process that made the last one may have stopped before it told.
                await verstrekker.MeldAlsKlaarAsync(training, ct);
            }

            return open;
        }

        return Certificaatnummer.TryParse(@case, out var nummer) && await certificaten.FindAsync(nummer, ct) is { Stand.Staat: false } blad
            && (blad is { Stand.Vervangen.Verstrekt: false, Houder.NieuweNaam: not null } || !await statuslijsten.IsGezetAsync(blad.Certificaat.Statusplek, ct))
            ? [new Verstrekbon.Volg(nummer)]
            : [];
    }
}
