using Isop.Core.Bezorging;

namespace Isop.Functions.Certificaten;

/// <summary>
/// Takes orders for certificates from the queue. This version issues none yet, so it refuses every message: the reason stands on the
/// bureau's page, and after its last try the host lays the message on the poison queue.
/// </summary>
public sealed class CertificatenFunction(Probleemlijst problemen, TimeProvider clock)
{
    private const string Binding = "bericht";
    private const string Soort = "certificaat";
    private const int Versie = 1;

    public async ValueTask<Outcome> RunAsync(Invocation call, CancellationToken cancellationToken)
    {
        var reason = Wachtrijbericht.Read(call.Text(Binding) ?? "", Soort, Versie) switch
        {
            WachtrijLezing.Geweigerd refused => refused.Reden,
            WachtrijLezing.Nieuwer newer => newer.Reden,
            _ => "Deze ISOP geeft nog geen certificaten uit.",
        };
        await problemen.NoteAsync(
            new WachtrijPlek(KickQueues.Certificaten, call.About("Id") ?? call.Id), reason, clock.GetUtcNow(), cancellationToken);
        return new Outcome.Failed(reason);
    }
}
