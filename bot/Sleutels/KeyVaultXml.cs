using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;

namespace Isop.Bot.Sleutels;

/// <summary>Each key of the ring under a key of its own (AES-256-GCM), which the vault wraps.</summary>
internal sealed class KeyVaultXmlEncryptor(KeyVaultKey vault) : IXmlEncryptor
{
    internal const int TagBytes = 16;
    internal const int NonceBytes = 12;

    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        var plain = Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting));
        var (key, nonce) = (RandomNumberGenerator.GetBytes(32), RandomNumberGenerator.GetBytes(NonceBytes));
        var (cipher, tag) = (new byte[plain.Length], new byte[TagBytes]);
        try
        {
            using var aes = new AesGcm(key, TagBytes);
            aes.Encrypt(nonce, plain, cipher, tag);
            var wrapped = vault.Wrap(key);
            var element = new XElement(
                "verpakt", new XElement("kid", wrapped.Kid), new XElement("sleutel", Convert.ToBase64String(wrapped.Bytes)),
                new XElement("inhoud", Convert.ToBase64String([.. nonce, .. tag, .. cipher])));
            return new EncryptedXmlInfo(element, typeof(KeyVaultXmlDecryptor));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
            CryptographicOperations.ZeroMemory(plain);
        }
    }
}

/// <summary>Made by the key ring itself, by its stored type name.</summary>
internal sealed class KeyVaultXmlDecryptor(IServiceProvider services) : IXmlDecryptor
{
    private const int Head = KeyVaultXmlEncryptor.NonceBytes + KeyVaultXmlEncryptor.TagBytes;

    public XElement Decrypt(XElement encryptedElement)
    {
        string Part(string name) => encryptedElement.Element(name)?.Value ?? throw new FormatException($"A wrapped key has no {name}.");
        var content = Convert.FromBase64String(Part("inhoud"));
        var key = services.GetRequiredService<KeyVaultKey>().Unwrap(new WrappedKey(Part("kid"), Convert.FromBase64String(Part("sleutel"))));
        var plain = new byte[content.Length - Head];
        using var aes = new AesGcm(key, KeyVaultXmlEncryptor.TagBytes);
        aes.Decrypt(
            content.AsSpan(0, KeyVaultXmlEncryptor.NonceBytes), content.AsSpan(Head), content.AsSpan(KeyVaultXmlEncryptor.NonceBytes, KeyVaultXmlEncryptor.TagBytes),
            plain);
        return XElement.Parse(Encoding.UTF8.GetString(plain));
    }
}
