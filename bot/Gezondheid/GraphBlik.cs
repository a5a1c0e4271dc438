using Azure.Identity;
using Isop.Bot.Graph;
using Isop.Bot.Teams;
using Isop.Bot.Web.Mailing;
using Microsoft.Extensions.Options;

namespace Isop.Bot.Gezondheid;

/// <summary>
/// Whether Microsoft Graph can be used: a token can be got, in every tenant where ISOP installs itself, and no call was refused for
/// want of a right. How mail goes is a part of its own.
/// </summary>
internal sealed class GraphBlik(
    GraphClient graph, Levenstekens tekens, IOptions<BotOptions> bot, IOptions<MailOptions> mail, IOptions<TenantsOptions> tenants, TimeProvider clock)
{
    private static readonly Levenstekens.Weg[] Wegen = [Levenstekens.Weg.GraphInstalleren, Levenstekens.Weg.GraphOpzoeken, Levenstekens.Weg.GraphMail];

    public void Hear(string? tenant, Uri address, GraphAnswer answer)
    {
        if (tenant is null)
        {
            HearMailbox(address, answer);
            return;
        }

        var (weg, recht) = address.AbsolutePath.Contains("/installedApps", StringComparison.Ordinal)
            ? (Levenstekens.Weg.GraphInstalleren, "TeamsAppInstallation.ReadWriteSelfForUser.All")
            : (Levenstekens.Weg.GraphOpzoeken, "User.Read.All");
        var (stand, uitleg) = answer switch
        {
            GraphAnswer.Refused { MissesRight: true } => (Gezondheidsstand.Fout, $"Geen toegang (403): ISOP mist in tenant {tenant} het recht ‘{recht}’."),
            GraphAnswer.NoToken or GraphAnswer.Refused { Status: 401 } => (Gezondheidsstand.Fout, "ISOP kan zich niet aanmelden bij Graph."),
            { Pause: { } pause } => (Gezondheidsstand.LetOp, pause.Reason),
            _ => (Gezondheidsstand.Goed, "De laatste aanroep kreeg antwoord."),
        };
        tekens.Note(weg, stand, uitleg, tenant);
    }

    /// <summary>Only which right is missing to send; whether mail works, and what comes back, the mailbox's own parts tell.</summary>
    private void HearMailbox(Uri address, GraphAnswer answer)
    {
        if (address.AbsolutePath.EndsWith("/sendMail", StringComparison.Ordinal))
        {
            tekens.Note(
                Levenstekens.Weg.GraphMail, answer is GraphAnswer.Refused { Status: 403 } ? Gezondheidsstand.Fout : Gezondheidsstand.Goed,
                "Geen toegang (403): ISOP mist op de mailbox het recht ‘Application Mail.Send’.");
        }
    }

    public async ValueTask<Bevinding> LookAsync(string onderdeel, CancellationToken cancellationToken)
    {
        var installs = bot.Value.CatalogusId is { Length: > 0 };
        string?[] signIns = [.. mail.Value.Sender is { Length: > 0 } ? new string?[] { null } : [], .. tenants.Value.Domains.Keys.Where(_ => installs)];
        if (signIns.Length == 0)
        {
            return new Bevinding(onderdeel, Gezondheidsstand.Onbekend, "Niet ingesteld.");
        }

        foreach (var tenant in signIns)
        {
            try
            {
                await graph.TokenAsync(tenant, cancellationToken);
            }
            catch (AuthenticationFailedException)
            {
                var where = tenant is null ? "met de beheerde identiteit" : $"in tenant {tenant}";
                return new Bevinding(onderdeel, Gezondheidsstand.Fout, $"ISOP krijgt geen token voor Graph {where}.", clock.GetUtcNow());
            }
        }

        var worst = Wegen.Select(tekens.Last).OfType<Levenstekens.Teken>().MaxBy(t => t.Stand);
        return worst is { Stand: not Gezondheidsstand.Goed }
            ? new Bevinding(onderdeel, worst.Stand, worst.Uitleg, worst.At)
            : new Bevinding(onderdeel, Gezondheidsstand.Goed, "ISOP kan zich aanmelden bij Graph.", clock.GetUtcNow());
    }
}
