using Isop.Core.Certificaten.Trainingen;
using Isop.Core.Certificaten.Verstrekken;
using Isop.Core.Register;

namespace Isop.Core.Certificaten;

/// <summary>
/// Removes the name on a certificate on request: with its file and credential, on those before and after it, and of a guest also from the
/// list of the training. People of the register are erased with everything else about them (docs/privacy.md).
/// </summary>
public sealed class Naamverwijdering(CertificaatStore certificaten, TrainingStore trainingen, Verstrekker verstrekker, RegisterStore registers)
{
    /// <summary>Null when there is no such certificate.</summary>
    public async ValueTask<Certificaatbesluit?> DoeAsync(Certificaatnummer nummer, string door, DateTimeOffset now, CancellationToken ct)
    {
        if (await certificaten.FindAsync(nummer, ct) is not { } blad)
        {
            return null;
        }

        if (blad.Houder is { Persoon: null } && await DeelnemerAsync(blad, ct) is { } guest)
        {
            await trainingen.DecideAsync(blad.Certificaat.Training, new Trainingsopdracht.VergeetGast(guest), await registers.CurrentAsync(ct), now, ct);
        }

        return await certificaten.VerwijderNaamAsync(nummer, door, now, ct);
    }

    /// <summary>Which deelnemer it was issued to first.</summary>
    private async ValueTask<string?> DeelnemerAsync(Certificaatblad blad, CancellationToken ct)
    {
        var first = blad;
        while (first.Certificaat.Vervangt is { } before && await certificaten.FindAsync(before, ct) is { } earlier)
        {
            first = earlier;
        }

        return (await verstrekker.NummersAsync(blad.Certificaat.Training, ct)).Where(p => p.Value == first.Certificaat.Nummer).Select(p => p.Key).FirstOrDefault();
    }
}
