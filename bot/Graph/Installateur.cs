using Isop.Bot.Bezorging;
using Isop.Bot.Teams;
using Isop.Core.Bezorging;
using Isop.Core.Register;
using Isop.Core.Time;
using Microsoft.Extensions.Options;

namespace Isop.Bot.Graph;

/// <summary>
/// Installs ISOP in Teams for people who do not have it: first those for whom a message waits, then everybody in the register whose
/// address belongs to a tenant on the list. Once a day per person, a handful at a time, never for who removed it, and not in quiet
/// hours, because Teams tells people of it. Who cannot be reached this way stays with mail.
/// </summary>
internal sealed partial class Installateur(
    InstallatieStore installaties, PersonLinks links, ConversationStore conversations, GraphPeople people, GraphApps apps,
    Probleemlijst problemen, CurrentRegister register, TeamsEvents events, Verzendpoort poort, IOptions<TenantsOptions> tenants,
    IOptions<BotOptions> bot, IOptions<QuietOptions> quiet, ILogger<Installateur> logger)
{
    /// <summary>Persons of a tenant that one run looks at.</summary>
    public const int AtATime = 60;

    private const int AtOnce = 4;

    /// <summary>What the pause of Graph in a tenant is called beside that of its connector.</summary>
    public const string PausePrefix = "graph:";

    public static string PauseOf(string tenant) => PausePrefix + tenant.ToLowerInvariant();

    /// <summary>One portion: who has a message that waits, and the next people of every tenant.</summary>
    public async ValueTask RunAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (bot.Value.CatalogusId is not { Length: > 0 } || new Verzendmoment(quiet.Value.ToStilte(), Voorkeuren.Standaard, _ => true).Next(now) > now)
        {
            return;
        }

        var current = await register(cancellationToken);
        await TryAllAsync(await WaitingAsync(cancellationToken), current, now, cancellationToken);
        var perTenant = current.Data.Personen.Where(p => p.Beeindigd is null)
            .Select(p => (Key: p.Id.ToString(), p.Id, Tenant: TenantOf(p.Email))).Where(p => p.Tenant is not null)
            .ToLookup(p => p.Tenant!, p => (p.Key, p.Id), StringComparer.OrdinalIgnoreCase);
        foreach (var tenant in perTenant)
        {
            var day = AmsterdamTime.DateOf(now);
            var upTo = await installaties.RoundAsync(tenant.Key, day, cancellationToken);
            var next = tenant.Where(p => string.CompareOrdinal(p.Key, upTo) > 0).OrderBy(p => p.Key, StringComparer.Ordinal).Take(AtATime).ToList();
            if (next.Count > 0 && await TryAllAsync(next.Select(p => p.Id), current, now, cancellationToken))
            {
                await installaties.KeepRoundAsync(tenant.Key, new Installatieronde(day, next[^1].Key), cancellationToken);
            }
        }
    }

    /// <summary>False when Graph has to be left alone for now, so that this portion comes again.</summary>
    private async ValueTask<bool> TryAllAsync(
        IEnumerable<PersonId> persons, RegisterSnapshot current, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var all = true;
        await Parallel.ForEachAsync(
            persons,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (person, token) =>
            {
                if (!await TryAsync(person, current, now, token))
                {
                    Volatile.Write(ref all, false);
                }
            });
        return all;
    }

    private async ValueTask<bool> TryAsync(PersonId id, RegisterSnapshot current, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (current.Find(id) is not { Beeindigd: null } person)
        {
            return true;
        }

        var account = (await links.FindAsync(id, cancellationToken))?.Account;
        if ((account?.Tenant ?? TenantOf(person.Email)) is not { } tenant || !tenants.Value.Allows(tenant)
            || (account is not null && await conversations.FindAsync(account, cancellationToken) is not null))
        {
            return true;
        }

        if (await poort.AskAsync(PauseOf(tenant), cancellationToken) is not PoortStand.Open)
        {
            return false;
        }

        if (await installaties.BeginAsync(id, now, cancellationToken) is not { } poging)
        {
            return true;
        }

        var (installed, reason, trouble) = await AttemptAsync(person, tenant, account, now, cancellationToken);
        if (trouble is not null)
        {
            await installaties.UndoAsync(poging, cancellationToken);
            await RestAsync(tenant, trouble, cancellationToken);
            return false;
        }

        Log.Tried(logger, id, tenant, installed);
        await installaties.EndAsync(poging, installed, reason, cancellationToken);
        return true;
    }

    private async ValueTask<(bool Installed, string? Reason, GraphAnswer? Trouble)> AttemptAsync(
        Persoon person, string tenant, TeamsAccount? account, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (account is null)
        {
            switch (await people.FindAsync(tenant, person.Email, cancellationToken))
            {
                case FoundUser.Trouble trouble:
                    return (false, null, trouble.Answer);
                case FoundUser.NotOne none:
                    return (false, none.Reason, null);
                case FoundUser.One found when await LinkAsync(tenant, found, person, now, cancellationToken) is { } linked:
                    account = linked;
                    break;
                default:
                    return (false, "Het Microsoft 365-account met dit adres is niet vanzelf gekoppeld. Kijk bij Koppelingen.", null);
            }
        }

        if (await conversations.WasRemovedAsync(account, cancellationToken))
        {
            return (false, "Deze persoon heeft ISOP in Teams zelf verwijderd of geblokkeerd.", null);
        }

        switch (await apps.InstallAsync(account, bot.Value.CatalogusId!, cancellationToken))
        {
            case InstallAnswer.Installed installed:
                await conversations.InstalledAsync(account, installed.Chat, cancellationToken);
                await events.InstalledAsync(person.Id, cancellationToken);
                return (true, null, null);
            case InstallAnswer.NotForThem no:
                return (false, no.Reason, null);
            case InstallAnswer.Trouble trouble:
                return (false, null, trouble.Answer);
            case var other:
                throw new InvalidOperationException($"{other.GetType().Name} is no answer to an installation.");
        }
    }

    private async ValueTask<TeamsAccount?> LinkAsync(
        string tenant, FoundUser.One found, Persoon person, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var account = TeamsAccount.Of(tenant, found.ObjectId);
        var member = new TeamsMember(found.ObjectId, tenant, found.Mail, found.UserPrincipalName);
        return await links.LinkFoundAsync(account, member, person, now, cancellationToken) is LinkOutcome.Linked { Link: var link } && link.Person == person.Id
            ? account
            : null;
    }

    /// <summary>Leaves Graph alone in this tenant, for every instance, and says so on the bureau's page.</summary>
    private async ValueTask RestAsync(string tenant, GraphAnswer trouble, CancellationToken cancellationToken)
    {
        Log.Trouble(logger, tenant, (trouble as GraphAnswer.Refused)?.Status, (trouble as GraphAnswer.Refused)?.Code ?? trouble.GetType().Name);
        var (length, reason) = trouble.Pause ?? (TimeSpan.FromHours(1), "ISOP mag in Microsoft 365 geen mensen opzoeken. De beheerder moet dit nakijken.");
        await poort.PauseAsync(PauseOf(tenant), length, reason, cancellationToken);
    }

    private async ValueTask<IReadOnlyList<PersonId>> WaitingAsync(CancellationToken cancellationToken)
    {
        var waiting = new HashSet<PersonId>();
        await foreach (var problem in problemen.ReadAsync(cancellationToken))
        {
            if (problem.State == BezorgStaat.WaitingForInstall && problem.Person != default)
            {
                waiting.Add(problem.Person);
            }
        }

        return [.. waiting];
    }

    /// <summary>The one tenant that owns the domain of this address; null when there is none, or more than one.</summary>
    private string? TenantOf(string email)
    {
        string[] owners = [.. tenants.Value.Domains.Keys.Where(t => tenants.Value.Owns(t, email))];
        return owners is [var one] ? one : null;
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Tried to install for person {Person} in tenant {Tenant}: {Installed}.")]
        public static partial void Tried(ILogger logger, PersonId person, string tenant, bool installed);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Graph gave trouble in tenant {Tenant}: {Status} {Code}.")]
        public static partial void Trouble(ILogger logger, string tenant, int? status, string code);
    }
}
