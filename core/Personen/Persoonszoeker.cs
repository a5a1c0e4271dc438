using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Isop.Core.Register;
using Isop.Core.Storage;
using Isop.Core.Tussenevaluaties;

namespace Isop.Core.Personen;

/// <summary>Finds whom an address means and by what that person can be recognised. Reads whole tables: for commands only.</summary>
internal sealed class Persoonszoeker(IDocumentStore store, RegisterStore registers)
{
    private readonly RegisterVersions _versions = new(store);

    /// <summary>
    /// Whom this address means: the living, else who had it last, also in a version of the register that is not the current one.
    /// Null when nobody ever had it.
    /// </summary>
    public async ValueTask<Identiteit?> FindAsync(string adres, CancellationToken cancellationToken)
    {
        var current = await registers.CurrentAsync(cancellationToken);
        var id = Owner(current, adres);
        if (id is null)
        {
            await foreach (var register in EarlierAsync(cancellationToken))
            {
                id = Owner(register, adres) ?? id;
            }
        }

        return id is { } found ? await WholeAsync(new Identiteit { Id = found }, cancellationToken) : null;
    }

    /// <summary>The same person with everything that is stored today to recognise by.</summary>
    public async ValueTask<Identiteit> WholeAsync(Identiteit wie, CancellationToken cancellationToken)
    {
        await foreach (var register in EarlierAsync(cancellationToken))
        {
            wie = wie.Met(register);
        }

        wie = wie.Zonder(await registers.CurrentAsync(cancellationToken));
        var (id, accounts) = (wie.Id.ToString(), new List<string>());
        await foreach (var (_, document) in store.Whole().ReadTableAsync("koppelingen", cancellationToken))
        {
            // An account is somebody's by its link, or waits for that with a candidate; only where there is neither, the address says whose.
            if (Parse(document) is { } link && ((link["person"] ?? link["candidate"]) is { } owner ? Is(owner, id) : wie.Adressen.Any(a => Is(link["email"], a)))
                && link["account"]?["objectId"]?.GetValue<string>() is { } account)
            {
                accounts.Add(account);
            }
        }

        wie = wie with { Accounts = Identiteit.Samen(wie.Accounts, accounts) };
        var gesprekken = new List<string>();
        await foreach (var (partition, document) in store.Whole().ReadTableAsync("gesprekken", cancellationToken))
        {
            if (Parse(document) is { } where && wie.Accounts.Any(a => Is(where["objectId"], a) || Is(where["account"]?["objectId"], a)))
            {
                gesprekken.Add(where["conversationId"]?.GetValue<string>() ?? "");
                gesprekken.Add(partition.Key.StartsWith("gesprek:", StringComparison.Ordinal) ? partition.Key["gesprek:".Length..] : "");
            }
        }

        return wie with
        {
            Gesprekken = Identiteit.Samen(wie.Gesprekken, gesprekken),
            Zaken = Identiteit.Samen(wie.Zaken, await ZakenAsync(wie.Id, cancellationToken)),
        };
    }

    /// <summary>Every register version that is whole, the oldest first; previews and what was undone are among them.</summary>
    public async IAsyncEnumerable<RegisterSnapshot> EarlierAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var version in await _versions.AllAsync(cancellationToken))
        {
            if (await _versions.ReadIfPresentAsync(version, cancellationToken) is { } data)
            {
                yield return new RegisterSnapshot(version, data);
            }
        }
    }

    private async ValueTask<List<string>> ZakenAsync(PersonId student, CancellationToken cancellationToken)
    {
        var zaken = new List<string>();
        await foreach (var (partition, document) in store.Whole().ReadTableAsync(TussenevaluatiePlanning.Capability, cancellationToken))
        {
            if (document.Row == TussenevaluatieStore.ZaakRow && Documents.Parse(document, CoreJson.Default.Zaak).Value.Deelnemers.Student == student)
            {
                zaken.Add(partition.Key);
            }
            else if (partition.Key == $"student:{student}")
            {
                zaken.Add(document.Row);
            }
        }

        return zaken;
    }

    private static PersonId? Owner(RegisterSnapshot register, string adres) =>
        (register.FindByEmail(adres) ?? register.Data.Personen
            .Where(p => string.Equals(p.Email, adres, StringComparison.OrdinalIgnoreCase) || p.HadAddress(adres))
            .MaxBy(p => p.Beeindigd ?? DateOnly.MaxValue))?.Id;

    private static bool Is(JsonNode? value, string text) =>
        value?.GetValueKind() == JsonValueKind.String && string.Equals(value.GetValue<string>(), text, StringComparison.OrdinalIgnoreCase);

    private static JsonObject? Parse(Document document)
    {
        try
        {
            return JsonNode.Parse(document.Body.Span) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
