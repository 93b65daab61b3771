package org.recurve.baseline;

/**
 * Sums of products over all windows of D consecutive values, the normal equations of a regression
 * from one part of the window to the other. The windows of a series overlap: the product of the
 * places i + 1 and j + 1 over all windows is that of i and j without its first term and with one
 * more, so that a series of n values costs D (n + D) and not D² n.
 */
final class WindowProducts {
    private final int rows;
    private final int size;
    private final double[][] products;
    private final double[] sums;
    private long windows;

    /**
     * @param rows for which of the places, the first ones, products with all others are wanted
     * @param size D, places of a window
     */
    WindowProducts(int rows, int size) {
        this.rows = rows;
        this.size = size;
        this.products = new double[rows][size];
        this.sums = new double[size];
    }

    /**
     * Adds all windows without a missing value.
     *
     * @param series NaN where missing
     * @param shift subtracted from all values: products of values far from 0 lose their digits
     */
    void add(double[] series, double shift) {
        int from = 0;
        for (int t = 0; t <= series.length; t++) {
            if (t == series.length || Double.isNaN(series[t])) {
                if (t - from >= size) {
                    double[] whole = new double[t - from];
                    for (int i = 0; i < whole.length; i++) {
                        whole[i] = series[from + i] - shift;
                    }
                    addWhole(whole);
                }
                from = t + 1;
            }
        }
    }

    private void addWhole(double[] y) {
        int count = y.length - size + 1;
        windows += count;
        double sum = 0;
        for (int t = 0; t < count; t++) {
            sum += y[t];
        }
        for (int i = 0; i < size; i++) {
            sums[i] += sum;
            sum += i + 1 < size ? y[count + i] - y[i] : 0;
        }
        for (int distance = 0; distance < size; distance++) {
            double product = 0;
            for (int t = 0; t < count; t++) {
                product += y[t] * y[t + distance];
            }
            for (int i = 0; i < rows && i + distance < size; i++) {
                int j = i + distance;
                products[i][j] += product;
                if (j + 1 < size) {
                    product += y[count + i] * y[count + j] - y[i] * y[j];
                }
            }
        }
    }

    long windows() {
        return windows;
    }

    /** {@return the mean of a place over the windows} */
    double mean(int i) {
        return sums[i] / windows;
    }

    /**
     * {@return the sum over the windows of the products of two places, one of which is below the
     * number of rows}
     */
    double product(int i, int j) {
        return i <= j ? products[i][j] : products[j][i];
    }

    /** {@return the same, of their distances from their means} */
    double covariance(int i, int j) {
        return product(i, j) - sums[i] / windows * sums[j];
    }
}
