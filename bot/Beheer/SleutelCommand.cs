using Isop.Core.Certificaten.Badges;

namespace Isop.Bot.Beheer;

/// <summary>Another key to sign certificates with, where that is ours to make.</summary>
internal sealed class SleutelCommand(Ondertekening ondertekening)
{
    public async ValueTask<Afloop> RunAsync(Opdracht.SleutelVernieuw opdracht, Uitvoer uit, CancellationToken cancellationToken)
    {
        switch (await ondertekening.VernieuwAsync(cancellationToken))
        {
            case Sleutelvernieuwing.Vernieuwd(var kid):
                uit.Regel($"Nieuwe certificaten worden nu ondertekend met een nieuwe sleutel: {kid}.");
                return uit.Klaar("Wat al ondertekend is, blijft geldig en te controleren.");
            case Sleutelvernieuwing.InKluis(var key):
                return uit.Weiger($"De sleutel staat in een kluis: {key}. Maak daar een nieuwe versie. ISOP gebruikt die vanzelf. Er is niets veranderd.");
            case Sleutelvernieuwing.Ontbreekt(var reason):
                uit.Fout(reason);
                return Afloop.InstellingKloptNiet;
            case var other:
                throw new NotSupportedException(other.GetType().Name);
        }
    }
}
