// A photograph of a receipt is scaled on the phone before it is sent; what the camera wrote beside it stays here.
const LONGEST_PX = 2000;
const SMALL_BYTES = 300_000;

async function scaled(file) {
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' });
  const share = Math.min(1, LONGEST_PX / Math.max(picture.width, picture.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(picture.width * share);
  canvas.height = Math.round(picture.height * share);
  canvas.getContext('2d').drawImage(picture, 0, 0, canvas.width, canvas.height);
  const made = await new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.8));
  return new File([made], file.name.replace(/\.\w+$/, '') + '.jpg', { type: 'image/jpeg' });
}

for (const field of document.querySelectorAll('input[data-photo]')) {
  field.addEventListener('change', async () => {
    const [file] = field.files;
    if (!file?.type.startsWith('image/') || file.size < SMALL_BYTES) return;
    const button = field.form.querySelector('button');
    button.disabled = true;
    try {
      const kept = new DataTransfer();
      kept.items.add(await scaled(file));
      field.files = kept.files;
    } catch {
      // the browser cannot open it: it is sent as it is, and the office says what is wrong with it
    } finally {
      button.disabled = false;
    }
  });
}
