using Isop.Core.Bezorging;
using Isop.Core.Certificaten.Verstrekken;

namespace Isop.Functions.Certificaten;

/// <summary>
/// Takes orders for certificates from the queue. What cannot be done stands with its reason on the bureau's page, and after its last try the
/// host lays the message on the poison queue; what can be done later comes again when its training wakes.
/// </summary>
public sealed class CertificatenFunction(Verstrekker verstrekker, Probleemlijst problemen, TimeProvider clock)
{
    private const string Binding = "bericht";

    public async ValueTask<Outcome> RunAsync(Invocation call, CancellationToken cancellationToken) =>
        Wachtrijbericht.Read(call.Text(Binding) ?? "", Verstrekbonnen.Soort, Verstrekbonnen.Versie) switch
        {
            WachtrijLezing.Geweigerd refused => await RefuseAsync(call, refused.Reden, cancellationToken),
            WachtrijLezing.Nieuwer newer => await RefuseAsync(call, newer.Reden, cancellationToken),
            WachtrijLezing.Gelezen read when Verstrekbonnen.TryRead(read.Inhoud, out var bon) => await verstrekker.VoerUitAsync(bon, cancellationToken) switch
            {
                Verstrekuitkomst.Geweigerd no => await RefuseAsync(call, no.Reden, cancellationToken),
                Verstrekuitkomst.NietNu later => await RefuseAsync(call, later.Reden, cancellationToken),
                _ => new Outcome.Done(),
            },
            _ => await RefuseAsync(call, "Dit bericht zegt niet welk certificaat er moet komen.", cancellationToken),
        };

    private async ValueTask<Outcome> RefuseAsync(Invocation call, string reason, CancellationToken cancellationToken)
    {
        await problemen.NoteAsync(
            new WachtrijPlek(KickQueues.Certificaten, call.About("Id") ?? call.Id), reason, clock.GetUtcNow(), cancellationToken);
        return new Outcome.Failed(reason);
    }
}
