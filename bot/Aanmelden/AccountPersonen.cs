using System.Security.Claims;
using Isop.Bot.Teams;
using Isop.Bot.Web;
using Isop.Core.Register;

namespace Isop.Bot.Aanmelden;

/// <summary>
/// Whose a token is that Entra gave a program to act for a person: the API's and the tab's. Which person an account is, is decided by the
/// recorded links that Teams and signing in use. Nothing of the token is kept but the account's ids.
/// </summary>
internal sealed partial class AccountPersonen(PersonLinks links, CurrentRegister register, ILogger<AccountPersonen> logger)
{
    /// <param name="token">After signature, issuer, audience and time.</param>
    /// <param name="permission">The delegated permission that the token must carry: a program acts for a person, never for itself.</param>
    public async ValueTask<TokenPersoon> FindAsync(ClaimsPrincipal? token, string permission, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (token?.FindFirst("scp")?.Value.Split(' ').Contains(permission) != true || AccountTokens.Read(token) is not (var account, var member))
        {
            return new TokenPersoon.ForNobody();
        }

        var current = await register(cancellationToken);
        if (await links.FindOrLinkAsync(account, member, now, cancellationToken) is not LinkOutcome.Linked { Link.Person: var id }
            || current.FindLiving(id) is not { } person)
        {
            Log.NotLinked(logger);
            return new TokenPersoon.Unknown();
        }

        return new TokenPersoon.Found(person, account, current);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "A program came with an account that is nobody's.")]
        public static partial void NotLinked(ILogger logger);
    }
}

/// <summary>What came of asking whose a token is.</summary>
internal abstract record TokenPersoon
{
    private TokenPersoon()
    {
    }

    /// <param name="Register">The register in which the person was found.</param>
    public sealed record Found(Persoon Person, TeamsAccount Account, RegisterSnapshot Register) : TokenPersoon;

    /// <summary>The token lets nobody act for a person here.</summary>
    public sealed record ForNobody : TokenPersoon;

    /// <summary>The account is nobody's, or of somebody who left.</summary>
    public sealed record Unknown : TokenPersoon
    {
        public static ErrorText Text { get; } = new(
            "We kennen dit account niet", "Het hoort niet bij iemand in het register van ISOP. Vraag het onderwijsbureau om het te koppelen.");
    }
}
